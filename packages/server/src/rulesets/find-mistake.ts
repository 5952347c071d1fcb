import { compileRuleExpression } from '@whorl/core'
import type { RuleActionItem, RuleItem } from '@whorl/wire'
import { parseNetwork } from '../pipeline/filter-rules'

/** What of a ruleset its schema cannot check. */
interface RulesetParts {
  readonly rules?: readonly RuleItem[]
  readonly default?: RuleActionItem
}

/** Place and sentence of the first mistake: `rules[0].expression: there is no field "x"`. */
export function findMistake({ rules = [], default: fallback }: RulesetParts): string | undefined {
  const ids = new Set<string>()
  for (const [index, { id, expression, action }] of rules.entries()) {
    const place = `rules[${index}]`
    const compiled = compileRuleExpression(expression, parseNetwork)
    if ('error' in compiled) return `${place}.expression: ${compiled.error}`
    const mistake = findActionMistake(action)
    if (mistake !== undefined) return `${place}.action: ${mistake}`
    if (id === undefined) continue
    if (ids.has(id)) return `${place}.id: another rule of the set has it`
    ids.add(id)
  }
  const mistake = fallback && findActionMistake(fallback)
  return mistake === undefined ? undefined : `default: ${mistake}`
}

function findActionMistake({ type, ...fields }: RuleActionItem): string | undefined {
  const foreign =
    type === 'allow'
      ? (['status_code', 'headers', 'body'] as const)
      : (['request_header_modifications'] as const)
  const field = foreign.find((name) => fields[name] !== undefined)
  const owner = type === 'allow' ? 'block' : 'allow'
  return field && `${field} belongs to ${owner}`
}
