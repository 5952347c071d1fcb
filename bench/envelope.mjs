import { createCipheriv, randomBytes } from 'node:crypto'
import { deflateRawSync } from 'node:zlib'
import { envelope } from '@whorl/wire/envelope'

/** The encrypted bytes of a payload, as the browser agent sends them. */
export function seal(payload, challenge) {
  const header = Buffer.from(`${challenge.keyId}.${challenge.id}`, 'latin1')
  const flags = envelope.flagEncrypted | envelope.flagDeflated
  const head = Buffer.concat([
    Buffer.from([envelope.magic, envelope.version, flags, header.length]),
    header,
  ])
  const iv = randomBytes(envelope.ivBytes)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(challenge.key, 'base64url'), iv)
  cipher.setAAD(head)
  const packed = deflateRawSync(JSON.stringify(payload), { level: 1 })
  return Buffer.concat([head, iv, cipher.update(packed), cipher.final(), cipher.getAuthTag()])
}
