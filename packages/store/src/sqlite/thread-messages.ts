/** Messages to a thread of the store. Plain data: it crosses a thread. */
export type ToThread<Command> =
  | { readonly kind: 'batch'; readonly id: number; readonly commands: readonly Command[] }
  | { readonly kind: 'close' }

export type CommandOutcome<Value> = { readonly value: Value } | { readonly error: Error }

/** Messages from a thread of the store. */
export type FromThread<Value> =
  | { readonly kind: 'note'; readonly message: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly error: Error }
  | {
      readonly kind: 'done'
      readonly id: number
      readonly outcomes: readonly CommandOutcome<Value>[]
    }
  | { readonly kind: 'warning'; readonly error: Error }
  | { readonly kind: 'closed' }

/** What every thread is started with. */
export interface ThreadData {
  readonly path: string
  /** 32-bit integers at the places of `sharedFlags`; 0 until it is so, then 1. */
  readonly flags: SharedArrayBuffer
  /** Of the `CutGate`. */
  readonly cutGate: SharedArrayBuffer
}

export const sharedFlags = {
  /** The thread has closed its database. */
  closed: 0,
  /** The store closes: what takes long and may be left undone is to be given up. */
  closing: 1,
} as const

export const sharedFlagsBytes = 8

/** An `Error` of whatever was thrown. */
export function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
