import { type ErrorCode, WhorlError } from '@whorl/wire'

/** RFC 3339, 5.6: date, time, offset. */
const rfc3339 = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/

/**
 * A moment as RFC 3339 or Unix ms spell it.
 *
 * @returns Unix ms
 * @throws WhorlError of this code for anything else
 */
export function readTime(text: string | undefined, code: ErrorCode): number | undefined {
  if (text === undefined) return undefined
  if (/^-?\d{1,15}$/.test(text)) return Number(text)
  const time = rfc3339.test(text) ? Date.parse(text.toUpperCase()) : Number.NaN
  if (Number.isNaN(time)) throw new WhorlError(code)
  return time
}
