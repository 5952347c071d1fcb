import { compileRuleExpression, type RulesOfSet } from '@whorl/core'
import type { Workspace } from '@whorl/store'
import { WhorlError } from '@whorl/wire'
import { parseNetwork } from '../pipeline/filter-rules'
import { type Ruleset, workspaceSettings } from '../tenants/settings'

const compiled = new WeakMap<Ruleset, RulesOfSet>()

/**
 * The workspace's ruleset of this id, ready to be evaluated.
 *
 * @throws WhorlError `ruleset_not_found`, alike for an unknown one and another workspace's
 */
export function findRuleset(workspace: Workspace, id: string): RulesOfSet {
  const ruleset = workspaceSettings(workspace).rulesets.find((one) => one.id === id)
  if (!ruleset) throw new WhorlError('ruleset_not_found')
  return compileRuleset(ruleset)
}

/** @throws TypeError for an expression that was never accepted: a damaged row must not pass */
export function compileRuleset(ruleset: Ruleset): RulesOfSet {
  const known = compiled.get(ruleset)
  if (known) return known
  const { id, rules, default: otherwise } = ruleset
  const ready = { id, otherwise, rules: rules.map(compileRule) }
  compiled.set(ruleset, ready)
  return ready
}

function compileRule({ id, expression, action }: Ruleset['rules'][number]) {
  const result = compileRuleExpression(expression, parseNetwork)
  if ('error' in result) throw new TypeError(`rule ${id} of a ruleset is damaged: ${result.error}`)
  return { id, expression, action, ...result }
}
