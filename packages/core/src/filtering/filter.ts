import type { FilterFacts } from './nodes'

export interface CompiledRule {
  readonly action: 'allow' | 'deny'
  readonly matches: (facts: FilterFacts) => boolean
}

/** The first rule that matches decides; none: the request is allowed. */
export function findRule<Rule extends CompiledRule>(
  rules: readonly Rule[],
  facts: FilterFacts,
): Rule | undefined {
  return rules.find(({ matches }) => matches(facts))
}
