import type { Page } from './browser'
import { waitUntil } from './wait-until'

/** What a launcher must be able to do with one tab. */
export interface Tab {
  /** Value of an expression in the page, promises awaited. */
  evaluate(expression: string): Promise<unknown>
  reload(): Promise<void>
  close(): Promise<void>
  readonly consoleLines?: readonly string[]
}

/** The common interface over one engine's tab. */
export function toPage({ evaluate, ...tab }: Tab): Page {
  return {
    ...tab,
    // The result is whatever JSON the page gives: the caller names its type.
    evaluate: async <Result, Args extends readonly unknown[]>(
      run: string | ((...args: Args) => Result | Promise<Result>),
      ...args: Args
    ) => (await evaluate(asExpression(run, args))) as Result,
    waitFor: async <Result>(expression: string, timeoutMs?: number) =>
      (await waitUntil(() => evaluate(expression), expression, timeoutMs)) as Result,
  }
}

// Only the source text of a function travels.
function asExpression<Args extends readonly unknown[]>(
  run: string | ((...args: Args) => unknown),
  args: Args,
): string {
  if (typeof run === 'string') return run
  return `(${run.toString()})(${args.map((arg) => JSON.stringify(arg) ?? 'undefined').join(', ')})`
}
