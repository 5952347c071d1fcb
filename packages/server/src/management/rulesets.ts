import { evaluateRuleset, type RuleEvent } from '@whorl/core'
import type { Workspace } from '@whorl/store'
import {
  type ManagedRuleset,
  type RuleActionV4,
  type RulesetCreation,
  type RulesetTest,
  type RulesetUpdate,
  rulesetBounds,
  WhorlError,
} from '@whorl/wire'
import { toStoredEventV4 } from '../answer/stored-event-v4'
import { createRulesetId } from '../ids'
import { findEvent } from '../routes/find-event'
import { findMistake } from '../rulesets/find-mistake'
import { compileRuleset } from '../rulesets/find-ruleset'
import { toContent } from '../rulesets/write-ruleset'
import { changeTenants } from '../tenants/change-tenants'
import { type Ruleset, workspaceSettings } from '../tenants/settings'
import { conflict, notFound, refused, toMaybeTime, toTime } from './refusals'
import { type Manager, requireWorkspaceKey } from './scope'

/** @throws WhorlError management_scope: rulesets belong to the workspace */
export function rulesetsInScope({
  house,
  owner,
}: Pick<Manager, 'house' | 'owner'>): readonly Ruleset[] {
  requireWorkspaceKey(owner)
  return workspaceSettings(workspaceOf({ house, owner })).rulesets
}

/** @throws WhorlError management_scope, management_object_not_found */
export function getRuleset(by: Pick<Manager, 'house' | 'owner'>, id: string): Ruleset {
  const found = rulesetsInScope(by).find((ruleset) => ruleset.id === id)
  if (!found) throw notFound('ruleset')
  return found
}

export function showRuleset(ruleset: Ruleset): ManagedRuleset {
  return {
    id: ruleset.id,
    name: ruleset.name,
    rules: ruleset.rules.map(({ name = null, ...rule }) => ({ ...rule, name })),
    default: ruleset.default,
    created_at: toTime(ruleset.createdAt),
    updated_at: toMaybeTime(ruleset.updatedAt),
  }
}

/** @throws WhorlError management_scope, management_conflict, invalid_management_request */
export function createRuleset(by: Manager, item: RulesetCreation): Promise<Ruleset> {
  requireWorkspaceKey(by.owner)
  requireNoMistake(item)
  const ruleset: Ruleset = { id: createRulesetId(), ...toContent(item), createdAt: by.now }
  return changeTenants(by.house, async () => {
    const rulesets = rulesetsInScope(by)
    if (rulesets.length >= rulesetBounds.rulesetsMax)
      throw conflict(`a workspace has at most ${rulesetBounds.rulesetsMax} rulesets`)
    await putRulesets(by, [...rulesets, ruleset])
    return ruleset
  })
}

/**
 * Changes what is named; rules are replaced as a whole and keep their ids.
 *
 * @throws WhorlError management_scope, management_object_not_found, invalid_management_request
 */
export function updateRuleset(by: Manager, id: string, changes: RulesetUpdate): Promise<Ruleset> {
  requireWorkspaceKey(by.owner)
  requireNoMistake(changes)
  return changeTenants(by.house, async () => {
    const before = getRuleset(by, id)
    const { name, rules, default: fallback } = { ...before, ...changes }
    const content = toContent({ name, rules, default: fallback }, before)
    const after: Ruleset = { ...before, ...content, updatedAt: by.now }
    await putRulesets(
      by,
      rulesetsInScope(by).map((one) => (one === before ? after : one)),
    )
    return after
  })
}

/** @throws WhorlError management_scope, management_object_not_found */
export function deleteRuleset(by: Manager, id: string): Promise<void> {
  return changeTenants(by.house, async () => {
    const gone = getRuleset(by, id)
    await putRulesets(
      by,
      rulesetsInScope(by).filter((one) => one !== gone),
    )
  })
}

/**
 * What the ruleset says of an event that happened or of one that is described.
 *
 * @throws WhorlError management_scope, management_object_not_found, invalid_management_request
 */
export async function testRuleset(
  by: Pick<Manager, 'house' | 'owner'>,
  id: string,
  test: RulesetTest,
): Promise<RuleActionV4> {
  const ruleset = compileRuleset(getRuleset(by, id))
  return evaluateRuleset(ruleset, await chooseEvent(by, test))
}

async function chooseEvent(
  { house, owner }: Pick<Manager, 'house' | 'owner'>,
  { event_id: id, event: described }: RulesetTest,
): Promise<RuleEvent> {
  if ((id === undefined) === (described === undefined)) throw refused('name event_id or event')
  if (described) return described
  const event = await findEvent(house, owner, id ?? '').catch((cause: unknown) => {
    if (cause instanceof WhorlError && cause.code === 'event_not_found') throw notFound('event')
    throw cause
  })
  return toStoredEventV4(event, workspaceSettings(owner.workspace))
}

function requireNoMistake(item: RulesetUpdate): void {
  const mistake = findMistake(item)
  if (mistake !== undefined) throw refused(mistake)
}

/** As it is stored now: the key's own copy is that of the begin of the request. */
function workspaceOf({ house, owner }: Pick<Manager, 'house' | 'owner'>): Workspace {
  return house.tenants.findWorkspace(owner.workspace.id) ?? owner.workspace
}

function putRulesets(by: Manager, rulesets: readonly Ruleset[]): Promise<void> {
  const workspace = workspaceOf(by)
  const settings = { ...workspace.settings, rulesets }
  return by.house.store.tenants.putWorkspace({ ...workspace, settings })
}
