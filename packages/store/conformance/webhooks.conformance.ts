import { expect, test } from 'vitest'
import type { Store } from '../src/store'
import type { DeliveryClaim, DeliveryEnd, WebhookSettings } from '../src/webhook-store'
import { anEdgeEvent, anEvent, aProfile, aQuery, someTime, uniqueLetters, visit } from './sample'

export function webhooksConformance(getStore: () => Store): void {
  const aWebhook = (changes: Partial<WebhookSettings> = {}): WebhookSettings => ({
    workspaceId: `ws_${uniqueLetters(8)}`,
    id: `wh_${uniqueLetters(8)}`,
    url: 'https://hook.example/x',
    version: 4,
    status: 'enabled',
    secrets: 'sealed',
    createdAt: 5,
    ...changes,
  })
  const claimOf = (
    { workspaceId, id }: WebhookSettings,
    changes: Partial<DeliveryClaim> = {},
  ): DeliveryClaim => ({
    workspaceId,
    webhookId: id,
    now: someTime,
    leaseUntil: someTime + 30_000,
    lease: uniqueLetters(8),
    max: 10,
    ...changes,
  })
  async function record(ws: string, announced: string[] = []) {
    const profile = aProfile()
    const event = anEvent(ws, profile.visitorId, {
      ...(announced.length > 0 && { late: { announced } }),
    })
    await visit(getStore(), aQuery(ws), profile, { event, usedAt: someTime })
    return event
  }
  const endOf = (
    claim: DeliveryClaim,
    deliveryId: string,
    changes: Partial<DeliveryEnd> = {},
  ): DeliveryEnd => ({
    workspaceId: claim.workspaceId,
    webhookId: claim.webhookId,
    deliveryId,
    lease: claim.lease,
    state: 'delivered',
    dueAt: 0,
    startedAt: someTime,
    attempt: { at: someTime, ms: 7, status: 200 },
    now: someTime + 7,
    health: { isFailure: false, brokenUntil: 0 },
    ...changes,
  })

  test('come back as they were put, are replaced by the same id, and are removed', async () => {
    const { webhooks } = getStore()
    const one = aWebhook({ environmentId: 'ae_1', basicAuth: 'sealed', version: 3 })
    await webhooks.put(one)
    expect(await webhooks.list(one.workspaceId)).toEqual([{ ...one, failures: 0, brokenUntil: 0 }])
    const changed = aWebhook({ workspaceId: one.workspaceId, id: one.id, status: 'disabled' })
    await webhooks.put(changed)
    expect(await webhooks.list(one.workspaceId)).toEqual([
      { ...changed, failures: 0, brokenUntil: 0 },
    ])
    expect(await webhooks.delete('ws_other', one.id)).toBe(false)
    expect(await webhooks.delete(one.workspaceId, one.id)).toBe(true)
    expect(await webhooks.list(one.workspaceId)).toEqual([])
  })

  test('an event is due at once for every enabled webhook of its environment', async () => {
    const store = getStore()
    const all = aWebhook()
    const { workspaceId } = all
    const own = aWebhook({ workspaceId, environmentId: 'ae_0123456789abcdef' })
    const other = aWebhook({ workspaceId, environmentId: 'ae_other' })
    const off = aWebhook({ workspaceId, status: 'disabled' })
    for (const one of [all, own, other, off]) await store.webhooks.put(one)
    await store.webhooks.put(aWebhook({ id: all.id }))
    const event = await record(workspaceId)
    await store.events.recordEdge(anEdgeEvent(workspaceId), 5)
    const due = (await store.webhooks.listDue(someTime)).filter(
      (one) => one.workspaceId === workspaceId,
    )
    expect(due.map(({ id }) => id)).toEqual([all.id, own.id].sort())
    for (const one of [all, own]) {
      const deliveries = await store.webhooks.claim(claimOf(one))
      expect(deliveries).toMatchObject([
        { eventId: event.eventId, state: 'pending', attempts: 0, createdAt: someTime },
      ])
      expect(deliveries[0]?.id).toBe(`${one.id}_${event.eventId.replace('.', '_')}`)
    }
    for (const one of [other, off]) expect(await store.webhooks.claim(claimOf(one))).toEqual([])
  })

  test('an event that waits for late facts is due when a revision completes it', async () => {
    const store = getStore()
    const webhook = aWebhook()
    await store.webhooks.put(webhook)
    const event = await record(webhook.workspaceId, ['fonts'])
    expect(await store.webhooks.claim(claimOf(webhook))).toEqual([])
    const late = { announced: ['fonts'], completedAt: someTime + 500 }
    const stale = { ...event, revision: 5, late }
    expect(await store.events.revise(stale)).toBe('moved')
    expect(await store.webhooks.claim(claimOf(webhook))).toEqual([])
    expect(await store.events.revise({ ...event, revision: 2, late })).toBe('revised')
    const claim = claimOf(webhook)
    const [delivery] = await store.webhooks.claim(claim)
    expect(delivery?.eventId).toBe(event.eventId)
    expect(await store.webhooks.finish(endOf(claim, delivery?.id ?? ''))).toBe(true)
    expect(await store.events.revise({ ...event, revision: 3, late })).toBe('revised')
    expect(await store.webhooks.claim(claimOf(webhook))).toEqual([])
  })

  test('nobody completes an event whose server ended: it is due by itself', async () => {
    const store = getStore()
    const webhook = aWebhook()
    await store.webhooks.put(webhook)
    await record(webhook.workspaceId, ['fonts'])
    expect(await store.webhooks.claim(claimOf(webhook, { now: someTime + 9_999 }))).toEqual([])
    expect(await store.webhooks.claim(claimOf(webhook, { now: someTime + 10_000 }))).toHaveLength(1)
  })

  test('of many who claim at once each gets others, and a lease that ran out is given anew', async () => {
    const store = getStore()
    const webhook = aWebhook()
    await store.webhooks.put(webhook)
    for (let count = 0; count < 20; count++) await record(webhook.workspaceId)
    const claims = Array.from({ length: 8 }, () => claimOf(webhook, { max: 3 }))
    const taken = (await Promise.all(claims.map((one) => store.webhooks.claim(one)))).flat()
    expect(new Set(taken.map(({ id }) => id)).size).toBe(taken.length)
    const rest = await store.webhooks.claim(claimOf(webhook, { max: 100 }))
    expect(taken.length + rest.length).toBe(20)
    expect(await store.webhooks.claim(claimOf(webhook))).toEqual([])
    const later = claimOf(webhook, { now: someTime + 30_000, max: 100 })
    expect(await store.webhooks.claim(later)).toHaveLength(20)
  })

  test('an attempt is written down once, by who holds the lease', async () => {
    const store = getStore()
    const webhook = aWebhook()
    await store.webhooks.put(webhook)
    await record(webhook.workspaceId)
    const claim = claimOf(webhook)
    const id = (await store.webhooks.claim(claim))[0]?.id ?? ''
    const failed = endOf(claim, id, {
      state: 'pending',
      dueAt: someTime + 60_000,
      attempt: { at: someTime, ms: 3, error: 'no\0answer' },
      health: { isFailure: true, brokenUntil: someTime + 5 },
    })
    expect(await store.webhooks.finish({ ...failed, lease: 'of somebody else' })).toBe(false)
    expect(await store.webhooks.finish(failed)).toBe(true)
    expect(await store.webhooks.finish(failed)).toBe(false)
    const [row] = await store.webhooks.list(webhook.workspaceId)
    expect(row).toMatchObject({ failures: 1, brokenUntil: someTime + 5 })
    expect(await store.webhooks.claim(claimOf(webhook))).toEqual([])
    const again = claimOf(webhook, { now: someTime + 60_000 })
    expect(await store.webhooks.claim(again)).toMatchObject([{ id, attempts: 1 }])
    expect(await store.webhooks.finish(endOf(again, id))).toBe(true)
    expect(await store.webhooks.findDelivery(webhook.workspaceId, id)).toMatchObject({
      state: 'delivered',
      attempts: 2,
      endedAt: someTime + 7,
      log: [{ error: 'no\0answer' }, { status: 200 }],
    })
    expect((await store.webhooks.list(webhook.workspaceId))[0]?.failures).toBe(0)
  })

  test('deliveries are listed newest first, replayed, and of no other workspace', async () => {
    const store = getStore()
    const webhook = aWebhook()
    const { workspaceId, id: webhookId } = webhook
    await store.webhooks.put(webhook)
    for (let count = 0; count < 3; count++) await record(workspaceId)
    const list = { workspaceId, webhookId, limit: 2 }
    const first = await store.webhooks.listDeliveries(list)
    const [, last] = first
    const before = last && { createdAt: last.createdAt, id: last.id }
    const second = await store.webhooks.listDeliveries({ ...list, ...(before && { before }) })
    const ids = [...first, ...second].map(({ id }) => id)
    expect(ids).toEqual([...ids].sort().reverse())
    expect(ids).toHaveLength(3)
    const foreign = { ...list, workspaceId: 'ws_other' }
    expect(await store.webhooks.listDeliveries(foreign)).toEqual([])

    const [id = ''] = ids
    expect(await store.webhooks.replay(workspaceId, id)).toBe(false)
    const claim = claimOf(webhook)
    await store.webhooks.claim(claim)
    await store.webhooks.finish(endOf(claim, id))
    expect(await store.webhooks.replay('ws_other', id)).toBe(false)
    expect(await store.webhooks.findDelivery('ws_other', id)).toBeUndefined()
    expect(await store.webhooks.replay(workspaceId, id)).toBe(true)
    expect(await store.webhooks.claim(claimOf(webhook))).toMatchObject([{ id, attempts: 0 }])
  })

  test('what is too old is given up, and what ended long ago is removed', async () => {
    const store = getStore()
    const webhook = aWebhook()
    await store.webhooks.put(webhook)
    await record(webhook.workspaceId)
    const limits = { createdBefore: someTime, endedBefore: 0, now: someTime + 9, max: 1_000 }
    await store.webhooks.tidy(limits)
    const list = { workspaceId: webhook.workspaceId, webhookId: webhook.id, limit: 5 }
    expect(await store.webhooks.listDeliveries(list)).toMatchObject([{ state: 'pending' }])
    await store.webhooks.tidy({ ...limits, createdBefore: someTime + 1 })
    expect(await store.webhooks.listDeliveries(list)).toMatchObject([
      { state: 'failed', reason: 'it could not be sent for too long', endedAt: someTime + 9 },
    ])
    await store.webhooks.tidy({ ...limits, endedBefore: someTime + 10 })
    expect(await store.webhooks.listDeliveries(list)).toEqual([])
  })
}
