import { randomUUID } from 'node:crypto'
import type { Challenge, IdentifyPayload, IngestAnswer } from '@whorl/wire'
import { aPayload, otherDevice, seal, userAgent } from '../../packages/server/test/house'

/** What the Server API tells about an event, as far as these tests look. */
export interface EventAnswer {
  readonly event_id: string
  readonly replayed: boolean
  readonly identification: { readonly visitor_id: string; readonly visitor_found: boolean }
}

export interface Server {
  readonly endpoint: string
  readonly publicKey: string
  readonly secretKey: string
}

/** One message of a browser without cookies: the bytes that the agent would send. */
export interface Message {
  readonly nonce: string
  readonly body: Buffer
}

/** Encodes a message with a challenge that `server` gives for it. */
export async function encode(
  server: Server,
  parts: Partial<IdentifyPayload> = {},
): Promise<Message> {
  const { challenge } = (await post(server, Buffer.alloc(0))) as { challenge: Challenge }
  const { nonce: _, ...payload } = aPayload({
    key: server.publicKey,
    linkedId: randomUUID(),
    ...parts,
  })
  return { nonce: challenge.id, body: seal(payload, challenge) }
}

/** The second message of a visit, encoded like the first. */
export async function encodePair(
  server: Server,
  first: Partial<IdentifyPayload>,
  late: IdentifyPayload['signals'],
): Promise<readonly [Message, Message]> {
  const { challenge } = (await post(server, Buffer.alloc(0))) as { challenge: Challenge }
  const key = server.publicKey
  const { nonce: _, ...payload } = aPayload({ key, ...first })
  const second = { v: 1, kind: 'late', key, signals: late }
  return [
    { nonce: challenge.id, body: seal(payload, challenge) },
    { nonce: challenge.id, body: seal(second, challenge) },
  ]
}

/** @throws Error when the message is refused */
export async function send(
  server: Server,
  { body, nonce }: Message,
  { isRetry = false }: { isRetry?: boolean } = {},
): Promise<IngestAnswer> {
  return (await post(server, body, isRetry ? nonce : undefined)) as IngestAnswer
}

async function post({ endpoint, publicKey }: Server, body: Buffer, retry?: string) {
  const query = new URLSearchParams({ key: publicKey, ...(retry !== undefined && { retry }) })
  const reply = await fetch(`${endpoint}/?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'user-agent': userAgent },
    body: Uint8Array.from(body),
  })
  if (reply.status !== 200) throw new Error(`refused: ${reply.status} ${await reply.text()}`)
  return reply.json()
}

/** @throws Error when there is none */
export async function readEvent(server: Server, eventId: string): Promise<EventAnswer> {
  return (await readApi(server, `/v4/events/${eventId}`)) as EventAnswer
}

/** How many events the visitor has. */
export async function countVisits(server: Server, visitorId: string): Promise<number> {
  const { visits } = (await readApi(server, `/visitors/${visitorId}?limit=100`)) as {
    visits: unknown[]
  }
  return visits.length
}

async function readApi({ endpoint, secretKey }: Server, path: string): Promise<unknown> {
  const headers = path.startsWith('/v4')
    ? { authorization: `Bearer ${secretKey}` }
    : { 'auth-api-key': secretKey }
  const reply = await fetch(endpoint + path, { headers })
  if (reply.status !== 200) throw new Error(`${path}: ${reply.status} ${await reply.text()}`)
  return reply.json()
}

let devices = 100
/** The signals of a device that no server has seen. */
export const aDevice = (): IdentifyPayload['signals'] => otherDevice(++devices)
