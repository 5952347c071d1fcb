import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'
import { worldKeys } from './tenants'

const agent = new Agent({ keepAlive: true })

/** What a recorded browser sends: `bench/payload.json`. */
export interface RecordedBrowser {
  readonly userAgent: string
  readonly signals: Readonly<Record<string, unknown>>
}

/** What one visit has beside the recorded browser. */
export interface VisitParts {
  /** @default the public key of the environment `main` */
  readonly key?: string
  /** Where it comes from, as a trusted proxy says. */
  readonly ip?: string
  readonly userAgent?: string
  readonly url?: string
  readonly referrer?: string
  readonly linkedId?: string
  readonly tag?: unknown
  readonly sdk?: Readonly<Record<string, unknown>>
  readonly facts?: Readonly<Record<string, unknown>>
  /** Values in place of recorded ones; `undefined` takes the signal away. */
  readonly signals?: Readonly<Record<string, unknown>>
  /** Names of signals that follow in a second message. */
  readonly late?: readonly string[]
  readonly nonce?: string
  /** The visitor's own token; without it the visitor is recognised, or not, by what it shows. */
  readonly token?: string
}

export interface VisitAnswer {
  readonly eventId: string
  /** Absent where results are hidden from the browser. */
  readonly visitorId?: string
  readonly token?: string
  readonly sealedResult?: string
}

/** Sends visits as plain JSON to a server in development mode, without a browser. */
export function createSender(endpoint: string, recorded: RecordedBrowser) {
  async function post(body: object, parts: VisitParts): Promise<VisitAnswer> {
    const { key = worldKeys.public, ip, userAgent = recorded.userAgent } = parts
    const text = await postText(`${endpoint}/?key=${key}`, JSON.stringify(body), {
      'User-Agent': userAgent,
      'Content-Type': 'text/plain;charset=UTF-8',
      Accept: '*/*',
      'Accept-Encoding': 'gzip, deflate, br, zstd',
      'Accept-Language': 'en-US,en;q=0.9',
      ...(ip !== undefined && { 'X-Forwarded-For': ip }),
    })
    return JSON.parse(text)
  }

  return {
    visit(parts: VisitParts = {}): Promise<VisitAnswer> {
      const { key = worldKeys.public, token, nonce = randomUUID() } = parts
      return post(
        {
          v: 1,
          kind: 'identify',
          key,
          platform: 'browser',
          sdk: { platform: 'js', version: '4.1.5', face: 'v4', ...parts.sdk },
          nonce,
          url: parts.url ?? 'https://shop.example/',
          ...pick(parts, ['referrer', 'linkedId', 'tag', 'facts', 'late']),
          ...(token !== undefined && { tokens: { local: token } }),
          signals: { ...recorded.signals, ...toReadings(parts.signals) },
        },
        parts,
      )
    },

    /** The second message of a visit. */
    follow(nonce: string, signals: Readonly<Record<string, unknown>>): Promise<VisitAnswer> {
      const body = { v: 1, kind: 'late', key: worldKeys.public, nonce }
      return post({ ...body, signals: toReadings(signals) }, {})
    },
  }
}

/** As browsers write headers: Node's own fetch adds some by which it is told as a program. */
function postText(
  url: string,
  body: string,
  headers: Readonly<Record<string, string>>,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, async (answer) => {
      const pieces: Buffer[] = []
      for await (const piece of answer) pieces.push(piece as Buffer)
      const text = Buffer.concat(pieces).toString()
      if (answer.statusCode === 200) resolve(text)
      else reject(new Error(`a visit was answered with ${answer.statusCode}: ${text}`))
    })
    sent.once('error', reject)
    sent.end(body)
  })
}

function toReadings(values: Readonly<Record<string, unknown>> = {}) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      value === undefined ? undefined : { value, ms: 1 },
    ]),
  )
}

function pick(parts: VisitParts, names: readonly (keyof VisitParts)[]) {
  return Object.fromEntries(names.map((name) => [name, parts[name]]))
}
