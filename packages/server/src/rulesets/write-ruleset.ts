import type { RuleAction, RuleActionItem, RuleItem, RulesetCreation } from '@whorl/wire'
import { createRulesetRuleId } from '../ids'
import type { Ruleset } from '../tenants/settings'

type Rule = Ruleset['rules'][number]
type Content = Pick<Ruleset, 'name' | 'rules' | 'default'>

/**
 * What is kept of a ruleset as it was written. Rules that were there keep their ids.
 *
 * @param item without mistakes, see `findMistake`
 */
export function toContent(
  { name, rules, default: fallback }: RulesetCreation,
  before: Pick<Ruleset, 'rules'> = { rules: [] },
): Content {
  return {
    name,
    rules: toRules(rules, before.rules),
    default: fallback ? toAction(fallback) : { type: 'allow' },
  }
}

function toRules(items: readonly RuleItem[], before: readonly Rule[]): Rule[] {
  const given = items.map(({ id }) => id)
  const free = before.filter(({ id }) => !given.includes(id))
  return items.map(({ id, name, expression, action }) => ({
    id: id ?? takeId(free, { name, expression }) ?? createRulesetRuleId(),
    ...(name !== undefined && { name }),
    expression,
    action: toAction(action),
  }))
}

/** The id of the rule with this name, or with this expression where names do not tell. */
function takeId(
  free: Rule[],
  { name, expression }: { name: string | undefined; expression: string },
): string | undefined {
  const at = free.findIndex((rule) =>
    name === undefined ? rule.expression === expression : rule.name === name,
  )
  return at < 0 ? undefined : free.splice(at, 1)[0]?.id
}

function toAction({ type, ...fields }: RuleActionItem): RuleAction {
  if (type === 'allow') {
    const { request_header_modifications: modifications } = fields
    return { type, ...(modifications && { request_header_modifications: modifications }) }
  }
  const { status_code = 403, headers, body } = fields
  return { type, status_code, ...(headers && { headers }), ...(body !== undefined && { body }) }
}
