import { createDecipheriv } from 'node:crypto'
import { inflateRawSync } from 'node:zlib'
import type { Payload } from '@whorl/wire'

export interface Decoded {
  keyId: string
  nonce: string
  isEncrypted: boolean
  isDeflated: boolean
  payload: Payload
  /** Initialisation vector, hex; empty when not encrypted. */
  iv: string
}

/** Reads an ingest body as `wire/src/envelope.ts` documents its bytes, with nothing of the agent. */
export function decodeEnvelope(body: Buffer, keyOf: (nonce: string) => Buffer): Decoded {
  if (body[0] !== 0x57 || body[1] !== 1) throw new Error('not an envelope of version 1')
  const flags = body.readUInt8(2)
  const headerEnd = 4 + body.readUInt8(3)
  const header = body.toString('ascii', 4, headerEnd)
  const dot = header.indexOf('.')
  const nonce = header.slice(dot + 1)
  const isEncrypted = (flags & 1) === 1
  const isDeflated = (flags & 2) === 2
  const iv = isEncrypted ? body.subarray(headerEnd, headerEnd + 12) : Buffer.alloc(0)
  let content = body.subarray(headerEnd + iv.length)
  if (isEncrypted) {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(nonce), iv)
    decipher.setAAD(body.subarray(0, headerEnd))
    decipher.setAuthTag(content.subarray(-16))
    content = Buffer.concat([decipher.update(content.subarray(0, -16)), decipher.final()])
  }
  if (isDeflated) content = inflateRawSync(content)
  const payload: Payload = JSON.parse(content.toString('utf8'))
  return {
    keyId: header.slice(0, dot),
    nonce,
    isEncrypted,
    isDeflated,
    payload,
    iv: iv.toString('hex'),
  }
}
