import { type Database, prepare } from './driver'

/** A write that proves that writing works, to be run inside a transaction. */
export function createPing(db: Database): () => void {
  const pinged = prepare(
    db,
    `INSERT INTO meta VALUES ('pings', 1) ON CONFLICT (key) DO UPDATE SET value = value + 1`,
  )
  return () => void pinged.run()
}
