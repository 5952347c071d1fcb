import type { Node } from './nodes'

/** What expressions of one kind may ask: the grammar is the same for all. */
export interface Language<Facts> {
  readonly fields: Readonly<Record<string, Node<Facts>>>
  /** Sticky; what the name of a field or function looks like. */
  readonly name: RegExp
  /** Sentences that show how something is asked in this language. */
  readonly advice: {
    readonly address: string
    readonly index: string
    readonly length: string
  }
}
