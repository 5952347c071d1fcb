/** The only source of time in the server. */
export interface Clock {
  /** Real Unix ms: rate limits, timeouts, retries. */
  real(): number
}

export const systemClock: Clock = { real: () => Date.now() }
