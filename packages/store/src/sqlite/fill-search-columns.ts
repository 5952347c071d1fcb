import { toStoredEvent } from '../event-row'
import { searchColumnNames, searchValues, toSearchColumns } from '../search-columns'
import { type Database, prepare } from './driver'

const sliceRows = 500

/** Computes the columns for searching from every event that is stored. */
export function fillSearchColumns(db: Database): void {
  const read = prepare<{ id: number; doc: string }>(
    db,
    'SELECT id, doc FROM event_docs WHERE id > ? ORDER BY id LIMIT ?',
  )
  const names = searchColumnNames.map((name) => `${name} = ?`).join()
  const update = prepare(db, `UPDATE events SET ${names} WHERE id = ?`)
  for (let rows = read.all(-1, sliceRows); rows.length > 0; ) {
    for (const { id, doc } of rows) {
      update.run(...searchValues(toSearchColumns(toStoredEvent(doc))), id)
    }
    rows = read.all(rows.at(-1)?.id ?? 0, sliceRows)
  }
}
