/**
 * Why Whorl cannot start, in one sentence for the operator. `main.ts` prints the message without a
 * stack and exits with 1.
 */
export class StartError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'StartError'
  }
}
