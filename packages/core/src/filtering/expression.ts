import { type CompiledExpression, compile } from '../expressions/compile'
import type { ParseNetwork } from '../expressions/nodes'
import { type FilterFacts, filterLanguage } from './nodes'

/** Compiles the expression of a filtering rule. */
export function compileExpression(
  expression: string,
  parseNetwork: ParseNetwork,
): CompiledExpression<FilterFacts> {
  return compile(expression, filterLanguage, parseNetwork)
}
