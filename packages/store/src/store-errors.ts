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

/** Thrown at once by a search when too many wait; the caller answers 429. */
export class SearchBusyError extends Error {
  constructor() {
    super('too many searches are waiting')
    this.name = 'SearchBusyError'
  }
}

/** The search took longer than `searchBudgetMs` and was given up; the caller answers 504. */
export class SearchTimeoutError extends Error {
  constructor(options?: { readonly cause?: unknown }) {
    super('the search took too long and was given up', options)
    this.name = 'SearchTimeoutError'
  }
}
