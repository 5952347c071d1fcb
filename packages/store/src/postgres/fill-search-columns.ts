import { toStoredEvent } from '../event-row'
import { toSearchColumns } from '../search-columns'
import type { Transaction } from './connect'
import { searchAssignments } from './search-columns'

const sliceRows = 500

interface StoredDoc {
  readonly bucket: number
  readonly ws: string
  readonly ts: number
  readonly event_id: string
  readonly doc: string
}

/** Computes the columns for searching from every event that is stored. */
export async function fillSearchColumns(tx: Transaction): Promise<void> {
  const docs = tx<StoredDoc[]>`SELECT bucket, ws, ts, event_id, doc FROM event_docs`
  for await (const rows of docs.cursor(sliceRows)) {
    await Promise.all(
      rows.map(
        ({ bucket, ws, ts, event_id, doc }) => tx`
          UPDATE events SET ${searchAssignments(tx, toSearchColumns(toStoredEvent(doc)))}
          WHERE bucket = ${bucket} AND ws = ${ws} AND ts = ${ts} AND event_id = ${event_id}`,
      ),
    )
  }
}
