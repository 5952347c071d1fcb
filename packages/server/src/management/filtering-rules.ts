import { compileExpression } from '@whorl/core'
import type { Environment } from '@whorl/store'
import type {
  FilteringRuleCreation,
  FilteringRuleItem,
  FilteringRulesBulk,
  FilteringRuleUpdate,
  ManagedFilteringRule,
  RulePlacement,
} from '@whorl/wire'
import type { Static } from 'typebox'
import { createRuleId } from '../ids'
import { parseNetwork } from '../pipeline/filter-rules'
import { changeTenants } from '../tenants/change-tenants'
import { environmentSettings, type FilteringRule } from '../tenants/settings'
import { conflict, notFound, refused, toMaybeTime, toTime } from './refusals'
import { environmentsInScope, getEnvironment, type Manager, putSettings } from './scope'

/** Every identification tries them in turn. */
const rulesMax = 100

export interface PlacedRule {
  readonly rule: FilteringRule
  readonly environment: Environment
}

/** The rules that this key may see, each environment's in the order in which they are tried. */
export function rulesInScope(by: Pick<Manager, 'house' | 'owner'>): PlacedRule[] {
  return environmentsInScope(by).flatMap((environment) =>
    environmentSettings(environment).filteringRules.map((rule) => ({ rule, environment })),
  )
}

/** @throws WhorlError management_object_not_found */
export function getRule(by: Pick<Manager, 'house' | 'owner'>, id: string): PlacedRule {
  const found = rulesInScope(by).find(({ rule }) => rule.id === id)
  if (!found) throw notFound('filtering rule')
  return found
}

export function showRule({ rule, environment }: PlacedRule): ManagedFilteringRule {
  return {
    id: rule.id,
    name: rule.name,
    environment: environment.id,
    expression: rule.expression,
    action: rule.action,
    status: rule.status,
    deny_with: rule.denyWith ?? null,
    created_at: toTime(rule.createdAt),
    updated_at: toMaybeTime(rule.updatedAt),
  }
}

/**
 * @throws WhorlError management_object_not_found, management_conflict,
 *   invalid_management_request
 */
export function createRule(
  by: Manager,
  { environment: id, placement, ...item }: Static<typeof FilteringRuleCreation>,
): Promise<PlacedRule> {
  const rule = toRule(item, by.now)
  return changeTenants(by.house, async () => {
    const environment = getEnvironment(by, id)
    const { filteringRules } = environmentSettings(environment)
    await putRules(by, environment, place(filteringRules, rule, placement))
    return { rule, environment }
  })
}

/**
 * @throws WhorlError management_object_not_found, management_conflict,
 *   invalid_management_request
 */
export function updateRule(
  by: Manager,
  id: string,
  { environment: to, placement, ...changes }: FilteringRuleUpdate,
): Promise<PlacedRule> {
  if (changes.expression !== undefined) requireExpression(changes.expression)
  return changeTenants(by.house, async () => {
    const { rule: before, environment: from } = getRule(by, id)
    const environment = to === undefined ? from : getEnvironment(by, to)
    const rule = applyChanges(before, changes, by.now)
    const { filteringRules } = environmentSettings(environment)
    const isMoved = environment.id !== from.id
    const rules =
      isMoved || placement
        ? place(
            filteringRules.filter((one) => one.id !== id),
            rule,
            placement,
          )
        : filteringRules.map((one) => (one.id === id ? rule : one))
    // There first: should the second write fail, the rule is in force twice and not nowhere.
    await putRules(by, environment, rules)
    if (isMoved) await putRules(by, from, without(from, id))
    return { rule, environment }
  })
}

/** @throws WhorlError management_object_not_found */
export function deleteRule(by: Manager, id: string): Promise<void> {
  return changeTenants(by.house, async () => {
    const { environment } = getRule(by, id)
    await putRules(by, environment, without(environment, id))
  })
}

/**
 * Changes many rules of one environment at once: all or none.
 *
 * @returns the environment's rules afterwards
 * @throws WhorlError management_object_not_found, management_conflict, invalid_management_request
 */
export function putBulk(
  by: Manager,
  { environment: id, mode = 'merge', rules: items }: Static<typeof FilteringRulesBulk>,
): Promise<PlacedRule[]> {
  for (const { expression } of items) requireExpression(expression)
  return changeTenants(by.house, async () => {
    const environment = getEnvironment(by, id)
    const before = environmentSettings(environment).filteringRules
    const start: readonly FilteringRule[] = mode === 'merge' ? before : []
    const rules = items.reduce((all, { placement, ...item }) => {
      const known = all.find(({ name }) => name === item.name)
      const rule = known ? applyChanges(known, item, by.now) : toRule(item, by.now)
      if (known && !placement) return all.map((one) => (one === known ? rule : one))
      return place(
        all.filter((one) => one !== known),
        rule,
        placement,
      )
    }, start)
    await putRules(by, environment, rules)
    return rules.map((rule) => ({ rule, environment }))
  })
}

/** @throws WhorlError invalid_management_request that says what is wrong with the expression */
export function requireExpression(expression: string): void {
  const result = compileExpression(expression, parseNetwork)
  if ('error' in result) throw refused(`expression: ${result.error}`)
}

type RuleFields = Omit<FilteringRuleItem, 'placement'>

function toRule(item: RuleFields, now: number): FilteringRule {
  requireExpression(item.expression)
  const { name, expression, action, status = 'enabled', deny_with } = item
  return {
    id: createRuleId(),
    name,
    expression,
    action,
    status,
    ...(deny_with !== undefined && { denyWith: deny_with }),
    createdAt: now,
  }
}

function applyChanges(
  before: FilteringRule,
  { deny_with, ...fields }: Partial<RuleFields>,
  now: number,
): FilteringRule {
  return { ...before, ...fields, ...(deny_with && { denyWith: deny_with }), updatedAt: now }
}

function place(
  rules: readonly FilteringRule[],
  rule: FilteringRule,
  placement: RulePlacement | undefined,
): FilteringRule[] {
  const at = placement ? placeOf(rules, placement) : rules.length
  return [...rules.slice(0, at), rule, ...rules.slice(at)]
}

function placeOf(
  rules: readonly FilteringRule[],
  { position, after, before }: RulePlacement,
): number {
  if ([position, after, before].filter((one) => one !== undefined).length !== 1)
    throw refused('placement takes one of position, after and before')
  if (position !== undefined) return Math.min(position, rules.length)
  const at = rules.findIndex(({ id }) => id === (after ?? before))
  if (at < 0) throw refused('placement names a rule that the environment does not have')
  return after === undefined ? at : at + 1
}

function without(environment: Environment, id: string): FilteringRule[] {
  return environmentSettings(environment).filteringRules.filter((rule) => rule.id !== id)
}

async function putRules(
  by: Manager,
  environment: Environment,
  rules: readonly FilteringRule[],
): Promise<void> {
  if (rules.length > rulesMax) throw conflict(`an environment has at most ${rulesMax} rules`)
  await putSettings(by, environment, { filteringRules: rules })
}
