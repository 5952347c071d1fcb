import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'

/** Days that a certificate for development lasts. Browsers refuse more than 398. */
const validDays = 365
const dayMs = 86_400_000

/** What a DER element is (ITU-T X.690). */
const tag = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  bytes: 0x04,
  oid: 0x06,
  text: 0x0c,
  time: 0x17,
  sequence: 0x30,
  set: 0x31,
} as const

function der(tagByte: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts)
  const { length } = body
  const head = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : []
  if (head.length === 0) head.push(0x82, length >> 8, length & 0xff)
  return Buffer.concat([Buffer.from([tagByte, ...head]), body])
}

const sequence = (...parts: readonly Uint8Array[]) => der(tag.sequence, ...parts)
const oid = (hex: string) => der(tag.oid, Buffer.from(hex, 'hex'))

/** Object identifiers by their encoding, with their dotted form (RFC 5280, RFC 5758). */
const oids = {
  /** 1.2.840.10045.4.3.2 */
  ecdsaWithSha256: oid('2a8648ce3d040302'),
  /** 2.5.4.3 */
  commonName: oid('550403'),
  /** 2.5.29.15 */
  keyUsage: oid('551d0f'),
  /** 2.5.29.17 */
  subjectAltName: oid('551d11'),
  /** 2.5.29.19 */
  basicConstraints: oid('551d13'),
  /** 2.5.29.37 */
  extendedKeyUsage: oid('551d25'),
  /** 1.3.6.1.5.5.7.3.1 */
  serverAuth: oid('2b06010505070301'),
}

/**
 * A new P-256 key, and a certificate that it signs itself, for `localhost`, 127.0.0.1 and ::1. For
 * development: browsers warn of it until the user trusts it.
 *
 * @param now Unix ms
 * @returns both as PEM
 */
export function createLocalCertificate(now: number): { cert: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oids.ecdsaWithSha256)
  const commonName = sequence(oids.commonName, der(tag.text, Buffer.from('localhost')))
  const name = sequence(der(tag.set, commonName))
  const content = sequence(
    // Version 3 is written as 2.
    der(0xa0, der(tag.integer, Buffer.from([2]))),
    serialNumber(),
    algorithm,
    name,
    sequence(time(now - dayMs), time(now + validDays * dayMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, extensions()),
  )
  const signature = sign('sha256', content, privateKey)
  const whole = sequence(content, algorithm, der(tag.bits, Buffer.from([0]), signature))
  return {
    cert: toPem('CERTIFICATE', whole),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}

/** Positive, and without leading zeros: what browsers demand of every serial number. */
function serialNumber(): Buffer {
  return der(tag.integer, Buffer.from([0x40]), randomBytes(15))
}

/** RFC 5280, 4.1.2.5.1: `YYMMDDHHMMSSZ`, until 2049. */
function time(at: number): Buffer {
  const text = `${new Date(at).toISOString().replace(/\D/g, '').slice(2, 14)}Z`
  return der(tag.time, Buffer.from(text))
}

function extensions(): Buffer {
  const critical = der(tag.boolean, Buffer.from([0xff]))
  const names = [
    der(0x82, Buffer.from('localhost')),
    der(0x87, Buffer.from([127, 0, 0, 1])),
    der(0x87, Buffer.from([...Array(15).fill(0), 1])),
  ]
  // The one bit that is set says: may sign. Seven bits of the byte are unused.
  const digitalSignature = der(tag.bits, Buffer.from([7, 0x80]))
  return sequence(
    sequence(oids.basicConstraints, critical, der(tag.bytes, sequence())),
    sequence(oids.keyUsage, critical, der(tag.bytes, digitalSignature)),
    sequence(oids.extendedKeyUsage, der(tag.bytes, sequence(oids.serverAuth))),
    sequence(oids.subjectAltName, der(tag.bytes, sequence(...names))),
  )
}

function toPem(label: string, bytes: Buffer): string {
  const lines = bytes.toString('base64').match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n')
}
