import type { Recorded } from './recorded'

/** First uses of a nonce that are being recorded in this process. */
export interface InFlight {
  /** Runs `work`, and lets others find it by the nonce meanwhile. The first one holds the name. */
  run(use: FlightUse, work: () => Promise<Recorded>): Promise<Recorded>
  find(workspaceId: string, nonce: string): Flight | undefined
}

export interface FlightUse {
  readonly workspaceId: string
  readonly nonce: string
  readonly ip: string
  /** Real clock, Unix ms. */
  readonly startedAt: number
}

export interface Flight {
  readonly ip: string
  readonly startedAt: number
  /** `undefined` when it failed: then nothing was stored. */
  readonly recorded: Promise<Recorded | undefined>
}

export function createInFlight(): InFlight {
  const flights = new Map<string, Flight>()
  const nameOf = (workspaceId: string, nonce: string) => `${workspaceId}|${nonce}`
  return {
    async run({ workspaceId, nonce, ip, startedAt }, work) {
      const name = nameOf(workspaceId, nonce)
      if (flights.has(name)) return work()
      const recording = work()
      const recorded = recording.catch(() => undefined)
      flights.set(name, { ip, startedAt, recorded })
      try {
        return await recording
      } finally {
        flights.delete(name)
      }
    },
    find: (workspaceId, nonce) => flights.get(nameOf(workspaceId, nonce)),
  }
}
