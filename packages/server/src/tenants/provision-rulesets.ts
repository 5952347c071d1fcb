import type { Workspace } from '@whorl/store'
import type { RulesetEntry } from '@whorl/wire'
import { createRulesetId } from '../ids'
import { canonicalJson } from '../pipeline/tidy-json'
import { findMistake } from '../rulesets/find-mistake'
import { toContent } from '../rulesets/write-ruleset'
import { type Ruleset, workspaceSettings } from './settings'

/** The workspace's rulesets with those of the file; what the file does not name stays. */
export function provisionRulesets(
  entries: readonly RulesetEntry[],
  workspace: Workspace | undefined,
  { now, createdAt }: { readonly now: number; readonly createdAt: () => number },
): readonly Ruleset[] {
  const rulesets = workspace ? [...workspaceSettings(workspace).rulesets] : []
  for (const entry of entries) {
    const at = rulesets.findIndex(({ id, name }) =>
      entry.id === undefined ? name === entry.name : id === entry.id,
    )
    const before = rulesets[at]
    const content = toContent(entry, before)
    if (!before)
      rulesets.push({ id: entry.id ?? createRulesetId(), ...content, createdAt: createdAt() })
    else if (canonicalJson({ ...before, ...content }) !== canonicalJson(before))
      rulesets[at] = { ...before, ...content, updatedAt: now }
  }
  return rulesets
}

/** Place and sentence of the first mistake in the rulesets of an entry. */
export function findRulesetMistake(entries: readonly RulesetEntry[]): string | undefined {
  const identities = new Set<string>()
  for (const [index, entry] of entries.entries()) {
    const mistake = findMistake(entry)
    if (mistake !== undefined) return `rulesets[${index}].${mistake}`
    const identity = entry.id ?? entry.name
    if (identities.has(identity)) return `rulesets[${index}]: "${identity}" is there twice`
    identities.add(identity)
  }
  return undefined
}
