import type { RuleAction, RuleActionV4 } from '@whorl/wire'
import type { RuleEvent } from './rule-fields'

export interface RuleOfSet {
  readonly id: string
  readonly expression: string
  readonly action: RuleAction
  readonly matches: (event: RuleEvent) => boolean
}

export interface RulesOfSet {
  readonly id: string
  /** In the order in which they are tried. */
  readonly rules: readonly RuleOfSet[]
  /** The action when no rule matches. */
  readonly otherwise: RuleAction
}

/** What a ruleset says of an event: the first rule that matches decides, else its default. */
export function evaluateRuleset(
  { id, rules, otherwise }: RulesOfSet,
  event: RuleEvent,
): RuleActionV4 {
  const rule = rules.find(({ matches }) => matches(event))
  if (!rule) return { ...otherwise, ruleset_id: id }
  return { ...rule.action, ruleset_id: id, rule_id: rule.id, rule_expression: rule.expression }
}
