/** The database cannot be opened as it is. The message says what to do about it. */
export class StoreOpenError extends Error {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.name = 'StoreOpenError'
  }
}
