import {
  type CompiledRule,
  compileExpression,
  type FilterFacts,
  findRule,
  type ParseNetwork,
} from '@whorl/core'
import { findCrawler, parseRanges } from '@whorl/enrich'
import type { Environment } from '@whorl/store'
import { type IdentifyPayload, WhorlError } from '@whorl/wire'
import { environmentSettings, type FilteringRule } from '../tenants/settings'
import type { Admission } from './admit'
import type { IngressCall } from './ingress-call'

export interface CompiledFilter extends CompiledRule {
  readonly expression: string
  readonly denyWith: string | undefined
}

const compiled = new WeakMap<Environment, readonly CompiledFilter[]>()

export const parseNetwork: ParseNetwork = (text) => {
  try {
    const ranges = parseRanges([text])
    return (ip) => ranges.contains(ip)
  } catch (cause) {
    if (cause instanceof RangeError) return undefined
    throw cause
  }
}

/** The enabled rules of an environment, in their order. */
export function filtersOf(environment: Environment): readonly CompiledFilter[] {
  const known = compiled.get(environment)
  if (known) return known
  const rules = environmentSettings(environment)
    .filteringRules.filter(({ status }) => status === 'enabled')
    .map(compileRule)
  compiled.set(environment, rules)
  return rules
}

/** @throws TypeError for an expression that was never accepted: a damaged row must not pass */
export function compileRule({
  expression,
  action,
  denyWith,
}: Pick<FilteringRule, 'expression' | 'action' | 'denyWith'>): CompiledFilter {
  const result = compileExpression(expression, parseNetwork)
  if ('error' in result) throw new TypeError(`a filtering rule is damaged: ${result.error}`)
  return { expression, action, denyWith, ...result }
}

/**
 * Whether the environment's rules let the request in.
 *
 * @throws WhorlError request_filtered
 */
export function admitFiltered(
  { environment, ip }: Pick<Admission, 'environment' | 'ip'>,
  { request }: IngressCall,
  { sdk }: Pick<IdentifyPayload, 'sdk'>,
): void {
  const rules = filtersOf(environment)
  if (rules.length === 0) return
  const facts = toFilterFacts({
    headers: headerLists(request.raw.rawHeaders),
    ip,
    userAgent: request.headers['user-agent'] ?? '',
    platform: sdk.platform,
    sdkVersion: sdk.version,
    // Browsers have none, and the payload of apps does not carry it yet.
    appPackageName: '',
  })
  const rule = findRule(rules, facts)
  if (rule?.action === 'deny')
    throw new WhorlError('request_filtered', { details: { expression: rule.expression } })
}

/** Adds what the user agent says of itself. */
export function toFilterFacts(request: Omit<FilterFacts, 'isAiBot' | 'isCrawlerBot'>): FilterFacts {
  const crawler = request.userAgent === '' ? undefined : findCrawler(request.userAgent)
  const isAiBot = crawler?.category.startsWith('ai_') ?? false
  return { ...request, isAiBot, isCrawlerBot: crawler !== undefined }
}

/** @param rawHeaders names and values in turn, as Node keeps them */
function headerLists(rawHeaders: readonly string[]): Map<string, string[]> {
  const lists = new Map<string, string[]>()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? '').toLowerCase()
    lists.set(name, [...(lists.get(name) ?? []), rawHeaders[at + 1] ?? ''])
  }
  return lists
}
