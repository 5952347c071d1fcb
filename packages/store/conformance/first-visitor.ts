import { bucketOfVisitor } from '@whorl/wire'
import { lookupKeysOf } from '../src/lookup-keys'
import type { Dialect } from '../src/migrations/define'
import type { HistoryQuery } from '../src/store'
import { someTime } from './sample'

/** A visitor as the first release kept it. */
export interface FirstVisitor {
  readonly row: number
  readonly visitorId: string
  readonly aliasOf?: string
  readonly engine: string
  readonly os: string
  readonly signals: Readonly<Record<string, unknown>>
  readonly visits: number
  /** By whose keys it is found. */
  readonly query: HistoryQuery
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** The statements that wrote it. Its place in every list is its row. */
export const firstVisitorRows: Readonly<Record<Dialect, (visitor: FirstVisitor) => string>> = {
  sqlite(visitor) {
    const { id, alias, traits, held, exact, blocks, ws } = textsOf(visitor)
    const { row, visits } = visitor
    return `
INSERT INTO visitors VALUES (${row}, ${ws}, ${bucketOfVisitor(visitor.visitorId)}, ${id}, ${alias},
  ${someTime}, ${someTime}, ${visits}, 1, '192.0.2.1', 'hash');
INSERT INTO visitor_traits VALUES (${row}, ${traits}, ${held});
INSERT INTO exact VALUES (${exact}, ${ws}, ${row}) ON CONFLICT DO NOTHING;
${blocks.map((key) => `INSERT INTO blocks VALUES (${key}, ${row}, ${row});`).join('')}`
  },
  postgres(visitor) {
    const { id, alias, traits, held, exact, blocks, ws } = textsOf(visitor)
    const { row, visits } = visitor
    return `
INSERT INTO visitors VALUES (bucket_of(${id}), ${ws}, ${id}, ${alias},
  ${someTime}, ${someTime}, ${visits}, 1, '192.0.2.1', 'hash', ${traits}, ${held});
INSERT INTO exact VALUES (${exact}, ${ws}, ${id}) ON CONFLICT DO NOTHING;
${blocks.map((key) => `INSERT INTO blocks VALUES (${key}, ${ws}, ${row}, ${id});`).join('')}`
  },
}

function textsOf({ row, visitorId, aliasOf, engine, os, signals, query }: FirstVisitor) {
  const { exact, blocks } = lookupKeysOf(query)
  return {
    ws: quoted(query.workspaceId),
    id: quoted(visitorId),
    alias: aliasOf === undefined ? 'NULL' : quoted(aliasOf),
    traits: quoted(JSON.stringify({ engine, os, signals })),
    held: quoted(JSON.stringify(blocks.map((key) => [key, row]))),
    exact: quoted(exact ?? ''),
    blocks: blocks.map(quoted),
  }
}
