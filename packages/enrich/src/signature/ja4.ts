import { createHash } from 'node:crypto'
import type { ClientHello } from './client-hello'

const serverNameExtension = 0x0000
const alpnExtension = 0x0010
/** Of a list without members. */
const emptyHash = '000000000000'

const versionTexts = new Map([
  [0x0304, '13'],
  [0x0303, '12'],
  [0x0302, '11'],
  [0x0301, '10'],
])

/** The JA4 of a ClientHello that came over TCP. */
export function ja4({
  version,
  supportedVersions,
  ciphers,
  extensions,
  alpn,
  signatureAlgorithms,
}: ClientHello): string {
  const realCiphers = ciphers.filter(isNotGrease)
  const realExtensions = extensions.filter(isNotGrease)
  const head = [
    't',
    versionText(version, supportedVersions),
    realExtensions.includes(serverNameExtension) ? 'd' : 'i',
    countText(realCiphers),
    countText(realExtensions),
    alpnText(alpn),
  ].join('')
  const hashed = realExtensions.filter(
    (type) => type !== serverNameExtension && type !== alpnExtension,
  )
  const lists = [sortedText(hashed), signatureAlgorithms.map(hex).join()]
  return [
    head,
    shortHash(sortedText(realCiphers)),
    shortHash(lists.filter((list) => list !== '').join('_')),
  ].join('_')
}

/** What a JA4 looks like, for those that somebody else made: over TCP or QUIC. */
export const ja4Pattern = /^[tq](?:1[0-3]|00)[di]\d{4}[\x21-\x7e]{2}_[0-9a-f]{12}_[0-9a-f]{12}$/

/** RFC 8701: 0a0a, 1a1a, …, fafa. */
function isNotGrease(value: number): boolean {
  return value >> 8 !== (value & 0xff) || (value & 0x0f) !== 0x0a
}

function versionText(version: number, supported: readonly number[]): string {
  const real = supported.filter(isNotGrease)
  return versionTexts.get(real.length > 0 ? Math.max(...real) : version) ?? '00'
}

function countText(list: readonly number[]): string {
  return String(Math.min(list.length, 99)).padStart(2, '0')
}

/**
 * First and last character. Other programs put 9 for what is not ASCII; here it also stands for
 * control characters and the space, which no protocol has and no log or database should get.
 */
function alpnText(alpn: Uint8Array | undefined): string {
  const ends = alpn && [alpn[0] ?? 0, alpn[alpn.length - 1] ?? 0]
  if (!ends) return '00'
  return ends.map((byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '9')).join('')
}

const hex = (value: number) => value.toString(16).padStart(4, '0')

// As fixed-width text, so that the order of texts is the order of numbers.
const sortedText = (list: readonly number[]) => list.map(hex).sort().join()

function shortHash(text: string): string {
  return text === '' ? emptyHash : createHash('sha256').update(text).digest('hex').slice(0, 12)
}
