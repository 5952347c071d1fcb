import { expect, test } from 'vitest'
import type { HistoryAnswer, HistoryQuery, RecordCommand, Store } from '../src/store'
import { aCommand, anEvent, aProfile, aQuery, uniqueLetters, visit } from './sample'

/** The rules of identification in small: anchor, exact, any candidate, else new. */
function decide({ history }: HistoryAnswer, fresh: string): string {
  const anchored = history.anchored.find(({ profile }) => profile)?.profile
  return (anchored ?? history.exact ?? history.candidates[0])?.visitorId ?? fresh
}

function plan(query: HistoryQuery, answer: HistoryAnswer, fresh: string): RecordCommand {
  const visitorId = decide(answer, fresh)
  const isReplayed = answer.nonceUse !== undefined || answer.isBodyUsed
  const command = aCommand(query, answer, aProfile({ visitorId }), {
    event: anEvent(query.workspaceId, visitorId, { replayed: isReplayed }),
  })
  if (!isReplayed) return command
  const { profile: _unused, ...withoutProfile } = command
  return withoutProfile
}

/** What ingest does: identify again after each conflict. */
async function ingest(store: Store, query: HistoryQuery): Promise<RecordCommand> {
  const { visitorId: fresh } = aProfile()
  let answer = await store.visits.history(query)
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    const command = plan(query, answer, fresh)
    const outcome = await store.visits.record(command)
    if (outcome.kind === 'recorded') return command
    if (outcome.kind === 'event_id_taken') throw new Error('event ids are unique here')
    answer = outcome.fresh
  }
  throw new Error('twenty conflicts in a row')
}

const visitorOf = ({ event }: RecordCommand): string => event.identification.visitorId

export function parallelConformance(getStore: () => Store): void {
  const ws = 'ws_parallel'

  test.each([
    ['the exact key', { exact: uniqueLetters(30), blocks: [] }],
    ['a blocking key', { blocks: [uniqueLetters(30), uniqueLetters(30)] }],
  ])('ten first sights of one browser give one visitor, by %s', async (_by, keys) => {
    const store = getStore()
    const visits = Array.from({ length: 10 }, () => ingest(store, aQuery(ws, { keys })))
    const ids = new Set((await Promise.all(visits)).map(visitorOf))
    expect(ids.size).toBe(1)
    const [id = ''] = ids
    expect((await store.visitors.find(ws, id))?.visits).toBe(10)
    const events = await store.events.listByVisitor({ workspaceId: ws, visitorId: id, limit: 50 })
    expect(events).toHaveLength(10)
  })

  test('ten first sights of ten browsers give ten visitors', async () => {
    const store = getStore()
    const visits = Array.from({ length: 10 }, () =>
      ingest(store, aQuery(ws, { keys: { exact: uniqueLetters(30), blocks: [uniqueLetters(9)] } })),
    )
    expect(new Set((await Promise.all(visits)).map(visitorOf)).size).toBe(10)
  })

  test('of ten messages with one nonce exactly one is fresh', async () => {
    const store = getStore()
    const nonce = uniqueLetters(12)
    const visits = Array.from({ length: 10 }, () => ingest(store, aQuery(ws, { nonce })))
    const events = (await Promise.all(visits)).map(({ event }) => event)
    const fresh = events.filter(({ replayed }) => !replayed)
    expect(fresh).toHaveLength(1)
    const { nonceUse } = await store.visits.history(aQuery(ws, { nonce }))
    expect(nonceUse?.eventId).toBe(fresh[0]?.eventId)
  })

  test('of ten messages with one body exactly one is fresh', async () => {
    const store = getStore()
    const bodyHash = uniqueLetters(12)
    const visits = Array.from({ length: 10 }, () => ingest(store, aQuery(ws, { bodyHash })))
    const events = (await Promise.all(visits)).map(({ event }) => event)
    expect(events.filter(({ replayed }) => !replayed)).toHaveLength(1)
  })

  test('visits of one known visitor do not disturb each other', async () => {
    const store = getStore()
    const profile = aProfile()
    await visit(store, aQuery(ws), profile)
    const query = () => aQuery(ws, { anchors: [profile.visitorId] })
    await Promise.all(Array.from({ length: 20 }, () => visit(store, query(), profile)))
    expect((await store.visitors.find(ws, profile.visitorId))?.visits).toBe(21)
  })

  test('a visitor is deleted whole while it visits', async () => {
    const store = getStore()
    const profile = aProfile()
    await visit(store, aQuery(ws), profile)
    const query = () => aQuery(ws, { anchors: [profile.visitorId] })
    const visits = Array.from({ length: 20 }, () => visit(store, query(), profile).catch(() => {}))
    await Promise.all([...visits, store.visitors.delete(ws, profile.visitorId)])
    expect(await store.visitors.find(ws, profile.visitorId)).toBeUndefined()
    const left = { workspaceId: ws, visitorId: profile.visitorId, limit: 50 }
    expect(await store.events.listByVisitor(left)).toEqual([])
  })
}
