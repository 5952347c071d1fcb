import { type EventSearch, ipRange, type SearchKind, type SearchSignal } from '@whorl/store'
import { WhorlError } from '@whorl/wire'
import type { Static, TObject } from 'typebox'
import type { KeyOwner } from '../house'
import { workspaceSettings } from '../tenants/settings'
import type { SearchWindow } from './pagination-key'
import type { sharedParameters } from './parameters'

const dayMs = 24 * 60 * 60 * 1000
const rangeMs = 7 * dayMs

export type SharedQuery = Static<TObject<typeof sharedParameters>>

/** What the two generations read each in its own way. */
export interface SearchRest {
  readonly start?: number | undefined
  readonly end?: number | undefined
  readonly ip_address?: string | undefined
  readonly signals: Partial<Record<SearchSignal, boolean | undefined>>
  readonly kinds: Partial<Record<SearchKind, readonly string[] | undefined>>
  readonly texts?: Partial<
    Record<keyof NonNullable<EventSearch['texts']>, readonly string[] | undefined>
  >
  readonly asn?: string | undefined
}

const bots = {
  all: ['good', 'bad'],
  good: ['good'],
  bad: ['bad'],
  none: ['not_detected'],
} as const

const noEventHas = [
  'jailbroken',
  'frida',
  'factory_reset',
  'cloned_app',
  'emulator',
  'root_apps',
  'location_spoofing',
  'mitm_attack',
] as const satisfies readonly (keyof SharedQuery)[]

/**
 * The search that a caller asks for, within what its key may see.
 *
 * @param now Unix ms; the search looks at the seven days before it unless the caller says otherwise
 * @param window of the first page: on later ones the seven days do not move on with the clock
 * @returns undefined when nothing can be found: a Smart Signal that no event has, or any of them in
 *   a workspace that does without
 * @throws WhorlError invalid_ip_address
 */
export function toEventSearch(
  query: SharedQuery,
  rest: SearchRest,
  { owner, now, window }: { owner: KeyOwner; now: number; window?: SearchWindow | undefined },
): EventSearch | undefined {
  const { suspect, ...smart } = smartSignalsOf(query, rest)
  const kinds = without({
    bot: query.bot && bots[query.bot],
    vpnConfidence: query.vpn_confidence && [query.vpn_confidence],
    rareBucket: query.rare_device_percentile_bucket && [query.rare_device_percentile_bucket],
    ...rest.kinds,
  })
  const texts = without({ proximityId: listOf(query.proximity_id), ...rest.texts })
  const ip = rest.ip_address === undefined ? undefined : ipRange(rest.ip_address)
  if (rest.ip_address !== undefined && !ip) throw new WhorlError('invalid_ip_address')
  const { smartSignals } = workspaceSettings(owner.workspace)
  const { proximityId, botProvider, botName } = texts
  const isSmart =
    Object.keys(smart).length > 0 ||
    Object.keys(kinds).length > 0 ||
    [proximityId, botProvider, botName, rest.asn, query.min_suspect_score].some(
      (value) => value !== undefined,
    )
  if (isSmart && !smartSignals) return undefined
  if (noEventHas.some((name) => query[name] !== undefined)) return undefined
  return {
    workspaceId: owner.workspace.id,
    source: 'device',
    from: rest.start ?? window?.from ?? now - rangeMs,
    to: rest.end ?? window?.to ?? now,
    order: query.reverse ? 'oldest_first' : 'newest_first',
    ...environmentsOf(owner, query.environment),
    ...without({
      visitorId: query.visitor_id,
      linkedId: query.linked_id,
      ip,
      asn: rest.asn,
      minSuspectScore: query.min_suspect_score,
    }),
    signals: { ...smart, ...without({ suspect }) },
    kinds: { ...kinds, ...without({ sdkPlatform: listOf(query.sdk_platform) }) },
    texts: { ...texts, ...without({ sdkVersion: listOf(query.sdk_version) }) },
  }
}

function smartSignalsOf(query: SharedQuery, rest: SearchRest) {
  return without({
    suspect: query.suspect,
    vpn: query.vpn,
    proxy: query.proxy,
    incognito: query.incognito,
    tampering: query.tampering,
    antiDetectBrowser: query.anti_detect_browser,
    virtualMachine: query.virtual_machine,
    privacySettings: query.privacy_settings,
    developerTools: query.developer_tools,
    rareDevice: query.rare_device,
    ...rest.signals,
  })
}

/** A key of one environment sees that one only, whatever was asked for. */
function environmentsOf(
  { environment }: KeyOwner,
  asked: readonly string[] | undefined,
): Pick<EventSearch, 'environments'> {
  if (!environment) return asked ? { environments: asked } : {}
  const isAsked = asked === undefined || asked.includes(environment.id)
  return { environments: isAsked ? [environment.id] : [] }
}

/** One value as a list of it; nothing of nothing. */
export function listOf(value: string | undefined): readonly string[] | undefined {
  return value === undefined ? undefined : [value]
}

type Defined<Parts> = { [Name in keyof Parts]?: Exclude<Parts[Name], undefined> }

/** The parts that are there. */
function without<Parts extends object>(parts: Parts): Defined<Parts> {
  const there = Object.entries(parts).filter(([, value]) => value !== undefined)
  // Object.fromEntries forgets the names.
  return Object.fromEntries(there) as Defined<Parts>
}
