import {
  busyVisitorEvents,
  type SeenVisit,
  type VisitColumns,
  VisitCounter,
  velocityValues,
  velocityWindowsMs,
} from '@whorl/core'
import { type VelocityKey, valuesFloorOf } from '../velocity-key'
import { valueColumns, visitPageMax, withoutLastMoment } from '../visit-page'
import type { Transaction } from './connect'

/** JSON lists of one length; null of no visits. */
interface PageRow {
  readonly times: number[] | null
  readonly a?: (string | null)[] | null
  readonly b?: (string | null)[] | null
  readonly c?: (string | null)[] | null
}

interface VisitRow {
  readonly ts: number
  readonly event_id: string
  readonly ip?: string
  readonly linked_id?: string | null
  readonly country?: string | null
  readonly visitor_id?: string
}

interface Stretch {
  /** Unix ms, not read itself. */
  readonly after: number
  /** Unix ms, read itself. */
  readonly until?: number
  /** How many visits at most, from the first on. */
  readonly max?: number
  readonly isTimesOnly?: boolean
}

const [, , dayMs] = velocityWindowsMs

/** Visits of a key in order, as lists. */
export async function readColumns(
  tx: Transaction,
  key: VelocityKey,
  { isTimesOnly = false, ...stretch }: Stretch,
): Promise<VisitColumns> {
  const { after } = stretch
  const columns = isTimesOnly ? [] : valueColumns[key.kind]
  const lists = columns.map((name, index) => `, json_agg(${name}) AS ${'abc'[index]}`)
  const rows = await tx<PageRow[]>`
    SELECT json_agg(ts - ${after}::bigint) AS times ${tx.unsafe(lists.join(''))}
    FROM (SELECT ${names(tx, columns)} ${visitsOf(tx, key, stretch)}) AS visits`
  const { times, a, b, c } = rows[0] ?? { times: null }
  return {
    times: (times ?? []).map((time) => time + after),
    values: [a, b, c].slice(0, columns.length).map((list) => list ?? []),
  }
}

/** Visits of a key after a time, each with the id of its event. */
export async function readVisits(
  tx: Transaction,
  key: VelocityKey,
  after: number,
): Promise<(SeenVisit & { readonly id: string })[]> {
  const columns = valueColumns[key.kind]
  const rows = await tx<VisitRow[]>`
    SELECT ${names(tx, ['event_id', ...columns])} ${visitsOf(tx, key, { after })}`
  return rows.map(({ ts, event_id, ...row }) => ({
    id: event_id,
    at: ts,
    values: columns.map((name) => row[name] ?? null),
  }))
}

/** A counter that knows what came after `floor`. */
export async function readCounter(
  tx: Transaction,
  key: VelocityKey,
  { at, floor, until }: { at: number; floor: number; until?: number },
): Promise<VisitCounter> {
  const isBusy = key.kind === 'visitor' && (await isVeryBusy(tx, key, at))
  const valuesFloor = isBusy ? valuesFloorOf(at) : floor
  const counter = new VisitCounter(velocityValues[key.kind].length, floor, valuesFloor)
  if (isBusy) {
    const early = { after: floor, until: valuesFloor, isTimesOnly: true }
    for await (const page of readPages(tx, key, early)) counter.addAll(page)
  }
  const rest = { after: valuesFloor, ...(until !== undefined && { until }) }
  for await (const page of readPages(tx, key, rest)) counter.addAll(page)
  return counter
}

async function isVeryBusy(tx: Transaction, key: VelocityKey, at: number): Promise<boolean> {
  const rows = await tx`
    SELECT 1 ${visitsOf(tx, key, { after: at - dayMs, until: at, max: 1 })}
    OFFSET ${busyVisitorEvents}`
  return rows.length > 0
}

async function* readPages(
  tx: Transaction,
  key: VelocityKey,
  stretch: Omit<Stretch, 'max'>,
): AsyncGenerator<VisitColumns> {
  let { after } = stretch
  for (;;) {
    const page = await readColumns(tx, key, { ...stretch, after, max: visitPageMax })
    const last = page.times[visitPageMax - 1]
    if (last === undefined) {
      yield page
      return
    }
    const whole = withoutLastMoment(page)
    yield whole ?? (await readColumns(tx, key, { ...stretch, after: last - 1, until: last }))
    after = whole ? last - 1 : last
  }
}

/** Each is answered by one index, in order of time. */
function visitsOf(
  tx: Transaction,
  { kind, ws, key }: VelocityKey,
  { after, until = Number.MAX_SAFE_INTEGER, max }: Stretch,
) {
  const isOfKey = {
    visitor: tx`visitor_id = ${key}`,
    ip: tx`ip = ${key} AND visitor_id <> ''`,
    linkedId: tx`linked_id = ${key} AND visitor_id <> ''`,
  }
  return tx`FROM events WHERE ws = ${ws} AND ${isOfKey[kind]} AND ts > ${after} AND ts <= ${until}
    ORDER BY ts ${max === undefined ? tx`` : tx`LIMIT ${max}`}`
}

function names(tx: Transaction, columns: readonly string[]) {
  return tx.unsafe(['ts', ...columns].join())
}

/** For few. */
export function toSeenVisits({ times, values }: VisitColumns): SeenVisit[] {
  return times.map((at, index) => ({ at, values: values.map((column) => column[index] ?? null) }))
}
