import { refused } from './refusals'

export interface PageQuery {
  readonly cursor?: string
  /** 0 asks for the default. @default 10 */
  readonly limit?: number
}

export interface Page<Item> {
  readonly data: readonly Item[]
  readonly metadata: {
    readonly pagination: {
      readonly next_cursor: string | null
      readonly prev_cursor: string | null
    }
  }
}

interface Row {
  readonly id: string
  readonly createdAt: number
}

interface Cursor extends Row {
  readonly direction: 'after' | 'before'
}

const limitDefault = 10

/**
 * One page of a list, oldest first by (created at, id). A cursor names the row at the edge of its
 * page, so rows that come or go in between move no page.
 *
 * @throws WhorlError invalid_management_request for a cursor that is none of ours
 */
export function paginate<Item extends Row, Shown>(
  items: readonly Item[],
  { cursor, limit = 0 }: PageQuery,
  show: (item: Item) => Shown,
): Page<Shown> {
  const size = limit === 0 ? limitDefault : limit
  const ordered = [...items].sort(compareRows)
  const from = cursor === undefined ? undefined : readCursor(cursor)
  const isBackwards = from?.direction === 'before'
  const rest = from
    ? ordered.filter((item) => compareRows(item, from) * (isBackwards ? -1 : 1) > 0)
    : ordered
  const rows = isBackwards ? rest.slice(-size) : rest.slice(0, size)
  const [first, last] = [rows[0], rows.at(-1)]
  const isFirst = !first || first === ordered[0]
  const isLast = !last || last === ordered.at(-1)
  return {
    data: rows.map(show),
    metadata: {
      pagination: {
        next_cursor: isLast ? null : writeCursor(last, 'after'),
        prev_cursor: isFirst ? null : writeCursor(first, 'before'),
      },
    },
  }
}

function compareRows(a: Row, b: Row): number {
  return a.createdAt - b.createdAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
}

function writeCursor({ createdAt, id }: Row, direction: Cursor['direction']): string {
  return Buffer.from(`${direction}:${createdAt}:${id}`).toString('base64url')
}

function readCursor(text: string): Cursor {
  const plain = Buffer.from(text, 'base64url').toString()
  const [, direction, at, id] = /^(after|before):(\d{1,16}):([\w-]{1,80})$/.exec(plain) ?? []
  if (id === undefined) throw refused('invalid cursor')
  return { direction: direction === 'before' ? 'before' : 'after', createdAt: Number(at), id }
}
