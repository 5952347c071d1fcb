import { type FilterFacts, findRule } from '@whorl/core'
import { normalizeAddress } from '@whorl/enrich'
import { type FilteringRulesTest, type FilteringRulesTestResult, WhorlError } from '@whorl/wire'
import type { Static } from 'typebox'
import {
  type CompiledFilter,
  compileRule,
  filtersOf,
  toFilterFacts,
} from '../pipeline/filter-rules'
import { findDeviceEventOf } from '../routes/find-event'
import { requireExpression } from './filtering-rules'
import { notFound, refused } from './refusals'
import { getEnvironment, type Manager } from './scope'

/**
 * What rules would say of a request: the environment's or those that are sent, of an event that
 * happened or of a request that is described.
 *
 * @throws WhorlError management_object_not_found, invalid_management_request
 */
export async function testRules(
  by: Pick<Manager, 'house' | 'owner'>,
  test: FilteringRulesTest,
): Promise<Static<typeof FilteringRulesTestResult>> {
  const rule = findRule(chooseRules(by, test), await chooseFacts(by, test))
  const isDenied = rule?.action === 'deny'
  return {
    result: isDenied ? 'deny' : 'allow',
    deny_with: isDenied ? (rule.denyWith ?? 'Forbidden') : null,
    triggered_rule: rule?.expression ?? null,
  }
}

function chooseRules(
  by: Pick<Manager, 'house' | 'owner'>,
  { rules, environment }: FilteringRulesTest,
): readonly CompiledFilter[] {
  if (!rules) {
    if (environment === undefined) throw refused('name rules or an environment')
    return filtersOf(getEnvironment(by, environment))
  }
  return rules.map(({ expression, action, deny_with }) => {
    requireExpression(expression)
    return compileRule({ expression, action, ...(deny_with && { denyWith: deny_with }) })
  })
}

async function chooseFacts(
  by: Pick<Manager, 'house' | 'owner'>,
  { test_request_id: id, test_request_payload: payload }: FilteringRulesTest,
): Promise<FilterFacts> {
  if (id !== undefined) return factsOfEvent(by, id)
  if (!payload) throw refused('name test_request_id or test_request_payload')
  const { headers = {}, ip = '192.0.2.1', userAgent = '', ...rest } = payload
  const address = normalizeAddress(ip)
  if (address === undefined) throw refused('test_request_payload.ip must be an IP address')
  return toFilterFacts({
    headers: new Map(Object.entries(headers).map(([name, all]) => [name.toLowerCase(), all])),
    ip: address,
    userAgent,
    platform: rest.sdkPlatform ?? 'unknown',
    sdkVersion: rest.sdkVersion ?? '',
    appPackageName: rest.appPackageName ?? '',
  })
}

/** Headers are not kept; the origin is that of the page. */
async function factsOfEvent(
  { house, owner }: Pick<Manager, 'house' | 'owner'>,
  id: string,
): Promise<FilterFacts> {
  const event = await findDeviceEventOf(house, owner, id).catch((cause: unknown) => {
    if (cause instanceof WhorlError && cause.code === 'event_not_found') throw notFound('event')
    throw cause
  })
  const { url, ip, userAgent, sdk } = event
  const origin = URL.canParse(url) ? new URL(url).origin : ''
  return toFilterFacts({
    headers: new Map([
      ['origin', [origin]],
      ['user-agent', [userAgent]],
    ]),
    ip,
    userAgent,
    platform: sdk.platform,
    sdkVersion: sdk.version,
    appPackageName: '',
  })
}
