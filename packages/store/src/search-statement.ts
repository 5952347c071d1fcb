import type { StoredEvent } from '@whorl/core'
import { eventFlags } from './event-row'
import type { EventSearch, EventSearchPage } from './event-search'
import {
  asnNumber,
  kindCode,
  type SearchColumns,
  type SearchKind,
  type SearchSignal,
  type SearchTexts,
  searchKinds,
  searchTextsOf,
  signalBit,
  textHash,
} from './search-columns'
import { storableText } from './storable-text'

type Value = string | number

/** SQL with a `?` for each value; both backends read it alike. */
export interface Condition {
  readonly sql: string
  readonly values: readonly Value[]
}

const textColumns = {
  url: 'url_hash',
  origin: 'origin_hash',
  highRecallId: 'recall_hash',
  sdkVersion: 'sdk_hash',
  proximityId: 'area_hash',
  botProvider: 'provider_hash',
  botName: 'program_hash',
} as const satisfies Record<keyof SearchTexts, keyof SearchColumns>

/** Of an integer of PostgreSQL; no score comes near. */
const scoreMax = 2 ** 31 - 1

const condition = (sql: string, ...values: readonly Value[]): Condition => ({ sql, values })

export interface ConditionParts {
  /** The class of the visitor that is asked for; absent when none is. */
  readonly visitorIds?: readonly string[] | undefined
  /** SQL of the first condition that every row meets. */
  readonly source: string
}

/** That an event comes from where it is looked for. */
export function sourceCondition(source: EventSearch['source']): string {
  return `(flags & ${eventFlags.edge}) ${source === 'edge' ? '<>' : '='} 0`
}

/** What a row of `events` must fulfil. */
export function searchCondition(
  search: EventSearch,
  { visitorIds, source }: ConditionParts,
): Condition {
  const parts = [
    condition('ws = ?', search.workspaceId),
    condition('ts >= ? AND ts <= ?', search.from, search.to),
    condition(source),
    ...(visitorIds ? [oneOf('visitor_id', visitorIds.map(storableText))] : []),
    ...(search.linkedId === undefined
      ? []
      : [condition('linked_id = ?', storableText(search.linkedId))]),
    ...(search.environments ? [oneOf('env', search.environments.map(storableText))] : []),
    ...(search.ip
      ? [condition('ip_key >= ? AND ip_key <= ?', search.ip.first, search.ip.last)]
      : []),
    ...(search.asn === undefined ? [] : [asnCondition(search.asn)]),
    ...(search.minSuspectScore === undefined
      ? []
      : [condition('score >= ?', Math.ceil(Math.min(search.minSuspectScore, scoreMax)))]),
    ...signalConditions(search),
    ...kindConditions(search),
    ...textConditions(search),
  ]
  return {
    sql: parts.map(({ sql }) => sql).join(' AND '),
    values: parts.flatMap(({ values }) => values),
  }
}

/** The rest of a query for one page: where it goes on, order, and one row more than asked for. */
export function pageCondition({ after, order, limit }: EventSearchPage): Condition {
  const [sign, way] = order === 'oldest_first' ? ['>', 'ASC'] : ['<', 'DESC']
  const sort = `ORDER BY ts ${way}, event_id ${way} LIMIT ?`
  return after
    ? condition(
        `AND (ts, event_id) ${sign} (?, ?) ${sort}`,
        after.timestamp,
        storableText(after.eventId),
        limit + 1,
      )
    : condition(sort, limit + 1)
}

/** Whether the event has the texts themselves: their hashes may be those of others. */
export function hasTexts(event: StoredEvent, { texts = {} }: EventSearch): boolean {
  const own = searchTextsOf(event)
  return textNames.every((name) => texts[name]?.some((text) => text === own[name]) ?? true)
}

// Object.keys widens them.
const textNames = Object.keys(textColumns) as (keyof SearchTexts)[]

/** An empty list is none of them: nothing fits. */
function oneOf(expression: string, values: readonly Value[]): Condition {
  if (values.length === 0) return condition('1 = 0')
  return condition(`${expression} IN (${values.map(() => '?').join(', ')})`, ...values)
}

function asnCondition(asn: string): Condition {
  const number = asnNumber(asn)
  return number === null ? oneOf('asn4', []) : condition('(asn4 = ? OR asn6 = ?)', number, number)
}

function signalConditions({ signals = {} }: EventSearch): Condition[] {
  // Keys of the declared record; Object.entries widens them.
  const wanted = Object.entries(signals) as [SearchSignal, boolean | undefined][]
  return wanted.flatMap(([signal, value]) =>
    value === undefined ? [] : [condition(`(signals & ${signalBit(signal, value)}) <> 0`)],
  )
}

function kindConditions({ kinds = {}, hasBotInfo }: EventSearch): Condition[] {
  // Keys of the declared record; Object.entries widens them.
  const wanted = Object.entries(kinds) as [SearchKind, readonly string[] | undefined][]
  return [
    ...wanted.flatMap(([kind, words]) => {
      // Code 0 stands for events without a verdict: a word that does not exist must not find them.
      const codes = words?.map((word) => kindCode(kind, word)).filter((code) => code > 0)
      return codes ? [oneOf(kindExpression(kind), codes)] : []
    }),
    ...(hasBotInfo === undefined
      ? []
      : [condition(`provider_hash IS ${hasBotInfo ? 'NOT ' : ''}NULL`)]),
  ]
}

function kindExpression(kind: SearchKind): string {
  const { shift, bits } = searchKinds[kind]
  return `((kinds >> ${shift}) & ${2 ** bits - 1})`
}

function textConditions({ texts = {} }: EventSearch): Condition[] {
  return textNames.flatMap((name) => {
    const wanted = texts[name]
    return wanted ? [oneOf(textColumns[name], wanted.map(textHash))] : []
  })
}
