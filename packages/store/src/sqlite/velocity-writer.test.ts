import type { EventRecord } from '@whorl/core'
import { expect, test } from 'vitest'
import { anEvent } from '../../conformance/sample'
import { drawVisits } from '../../conformance/velocity.conformance'
import { recountVelocity } from '../../conformance/velocity-sample'
import { toEventRow } from '../event-row'
import { migrations } from '../migrations/index'
import { loadSqlite } from './driver'
import { VelocityWriter } from './velocity-writer'

test('says of 50,000 visits what a recount says', { timeout: 60_000 }, async () => {
  const { DatabaseSync } = await loadSqlite()
  const db = new DatabaseSync(':memory:')
  for (const { sqlite } of migrations) db.exec(sqlite)
  const insert = db.prepare(
    `INSERT INTO events (ws, bucket, ts, event_id, env, visitor_id, linked_id, ip, country,
       replayed, flags, revision, nonce_key, body_key)
     VALUES (?, 0, ?, ?, '', ?, ?, ?, ?, 0, 0, 1, '', '')`,
  )
  const velocity = new VelocityWriter(db)
  const next = drawVisits(3)
  const events: EventRecord[] = []
  for (let index = 0; index < 50_000; index += 1) {
    const { profile, event } = next()
    const record = anEvent('ws_stream', profile.visitorId, event)
    events.push(record)
    const row = toEventRow(record)
    insert.run(row.ws, row.ts, row.eventId, row.visitorId, row.linkedId, row.ip, row.country)
    const counted = velocity.count(row)
    // A recount looks at every event: of the many, some are checked, and the first ones all.
    if (index < 500 || index % 97 === 0) expect(counted).toEqual(recountVelocity(events))
    if (index % 9_973 === 0) velocity.forgetAll()
  }
  db.close()
})
