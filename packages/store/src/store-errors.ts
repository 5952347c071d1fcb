/** Thrown at once by `record` when too many commands wait; the caller answers 429. */
export class StoreBusyError extends Error {
  constructor() {
    super('too many writes are waiting')
    this.name = 'StoreBusyError'
  }
}

/** The database cannot be reached now; the caller answers 503 and the agent retries. */
export class StoreUnavailableError extends Error {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.name = 'StoreUnavailableError'
  }
}
