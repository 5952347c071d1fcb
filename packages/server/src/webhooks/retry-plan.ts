const minuteMs = 60_000
const hourMs = 60 * minuteMs

/** When a delivery is tried again, counted from its first attempt. */
const offsetsMs = [minuteMs, 5 * minuteMs, 30 * minuteMs, 2 * hourMs, 8 * hourMs, 24 * hourMs]
/** Each is up to a tenth later, so that what failed together does not come together. */
const jitter = 0.1

/**
 * @param attempts how many were made in this round
 * @param random 0 to 1
 * @returns Unix ms, or `undefined` when it is given up
 */
export function nextAttemptAt(
  { attempts, startedAt, now }: { attempts: number; startedAt: number; now: number },
  random: number,
): number | undefined {
  const offset = offsetsMs[attempts - 1]
  if (offset === undefined) return undefined
  // A server that was down for hours must not make up for its attempts all at once.
  const wanted = startedAt + Math.round(offset * (1 + jitter * random))
  return Math.max(wanted, now + minuteMs / 2)
}

/** Failures in a row after which a webhook is left alone for a while. */
export const failuresMax = 20
const restMsMax = hourMs

/**
 * Until when a webhook is left alone after so many failures in a row, Unix ms; 0 when it is not.
 * Then one attempt is made, and the next rest is twice as long, an hour at most.
 */
export function brokenUntil(failures: number, now: number): number {
  if (failures < failuresMax) return 0
  const rest = Math.min(minuteMs * 2 ** Math.min(failures - failuresMax, 10), restMsMax)
  return now + rest
}
