import type { Facts } from '../facts'
import { readValue } from '../identify/read-value'
import type { HttpContradiction } from './http-contradictions'

/** Codes that were replaced; browsers and systems still mix them. */
const renamed: Readonly<Record<string, string>> = {
  iw: 'he',
  in: 'id',
  ji: 'yi',
  no: 'nb',
  tl: 'fil',
  mo: 'ro',
}

/**
 * Accept-Language against `navigator.languages`, by primary language only and as sets: private
 * windows and reduction cut both lists, regions and weights differ between engines.
 */
export function languageContradictions({ network, payload }: Facts): HttpContradiction[] {
  const header = primaries((network.headers.acceptLanguage ?? '').split(','))
  const reading = readValue(payload.signals, 'languages')
  const page = primaries(Array.isArray(reading) ? reading.flat() : [])
  const [firstSent] = header
  const [firstSeen] = page
  if (firstSent === undefined || firstSeen === undefined) return []
  if (!header.some((language) => page.includes(language))) {
    return [
      {
        says: 'Accept-Language shares no language with navigator.languages',
        weight: 0.6,
        kind: 'override',
      },
    ]
  }
  // However the lists are cut, both keep the first.
  if (header.includes(firstSeen) || page.includes(firstSent)) return []
  return [
    {
      says: 'Accept-Language and navigator.languages begin with different languages',
      weight: 0.3,
      kind: 'override',
    },
  ]
}

function primaries(tags: readonly unknown[]): string[] {
  return tags
    .filter((tag): tag is string => typeof tag === 'string')
    .map((tag) => /^\s*([a-z]{1,8})(?![a-z])/i.exec(tag)?.[1]?.toLowerCase())
    .filter((language) => language !== undefined)
    .map((language) => renamed[language] ?? language)
}
