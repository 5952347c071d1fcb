/** Formatters cost far more to make than to use. As many as tzdata has zones at most. */
const formatters = new Map<string, Intl.DateTimeFormat | undefined>()

/** The last time a `Date` can hold, Unix ms (ECMAScript, time values). */
const lastTime = 8.64e15

/**
 * Minutes that a zone is ahead of UTC at a moment.
 *
 * @param zone a name that `normalizeZone` returned: each one asked for is kept in memory
 * @param at Unix ms
 * @returns undefined when the runtime does not know the zone, or the moment is no time
 */
export function offsetAt(zone: string, at: number): number | undefined {
  // Also true for NaN.
  if (!(Math.abs(at) <= lastTime)) return undefined
  if (!formatters.has(zone)) formatters.set(zone, createFormatter(zone))
  const text = formatters.get(zone)?.format(at)
  return text === undefined ? undefined : readOffset(text)
}

function createFormatter(timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' })
  } catch (cause) {
    // The runtime's table is older than ours: America/Coyhaique came with tzdata 2025b.
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}

/** Reads `1/15/2026, GMT+05:30`; ICU writes no sign and no digits for UTC itself. */
function readOffset(text: string): number | undefined {
  const [found, sign, hours = '0', minutes = '0', seconds = '0'] =
    /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/.exec(text) ?? []
  if (found === undefined) return undefined
  const ahead = Number(hours) * 60 + Number(minutes) + Number(seconds) / 60
  return sign === '-' ? -ahead : ahead
}
