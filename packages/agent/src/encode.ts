import { envelope } from '@whorl/wire/envelope'

/** What an envelope is closed with. */
export interface Seal {
  readonly keyId: string
  readonly nonce: string
  /** Absent without a challenge, or without `crypto.subtle`: then the content is not encrypted. */
  readonly key?: CryptoKey | undefined
}

/**
 * The bytes of an ingest body: see `@whorl/wire/envelope`. The additional data of AES-GCM are the
 * bytes before the initialisation vector.
 */
export async function encode(content: string, seal: Seal): Promise<Uint8Array<ArrayBuffer>> {
  const plain = new TextEncoder().encode(content)
  const deflated = await deflate(plain)
  const flags = (seal.key ? envelope.flagEncrypted : 0) | (deflated ? envelope.flagDeflated : 0)
  const header = new TextEncoder().encode(`${seal.keyId}.${seal.nonce}`)
  const head = join(Uint8Array.of(envelope.magic, envelope.version, flags, header.length), header)
  const body = deflated ?? plain
  if (!seal.key) return join(head, body)

  const iv = crypto.getRandomValues(new Uint8Array(envelope.ivBytes))
  const algorithm = { name: 'AES-GCM', iv, additionalData: head }
  const sealed = await crypto.subtle.encrypt(algorithm, seal.key, body)
  return join(head, iv, new Uint8Array(sealed))
}

/** Undefined where the browser cannot (before Chrome 103, Firefox 113, Safari 16.4). */
async function deflate(
  plain: Uint8Array<ArrayBuffer>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const stream = new CompressionStream('deflate-raw')
    const writer = stream.writable.getWriter()
    const written = Promise.all([writer.write(plain), writer.close()])
    const [buffer] = await Promise.all([new Response(stream.readable).arrayBuffer(), written])
    return new Uint8Array(buffer)
  } catch {
    // Missing, an older format list, or replaced by the page: the content travels as it is.
    return
  }
}

function join(...parts: Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** The AES key of a challenge, or undefined where `crypto.subtle` is missing (plain http). */
export async function importKey(raw: Uint8Array<ArrayBuffer>): Promise<CryptoKey | undefined> {
  if (!canEncrypt()) return
  return crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt'])
}

export function canEncrypt(): boolean {
  return typeof crypto === 'object' && crypto.subtle !== undefined
}
