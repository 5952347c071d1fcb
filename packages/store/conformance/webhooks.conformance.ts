import { expect, test } from 'vitest'
import type { Store } from '../src/store'
import type { DeliveryClaim, DeliveryEnd, WebhookSettings } from '../src/webhook-store'
import { anEdgeEvent, anEvent, aProfile, aQuery, someTime, uniqueLetters, visit } from './sample'

export function webhooksConformance(getStore: () => Store): void {
  const aWebhook = (changes: Partial<WebhookSettings> = {}): WebhookSettings => ({
    workspaceId: `ws_${uniqueLetters(8)}`,
    id: `wh_${uniqueLetters(8)}`,
    url: 'https://hook.example/x',
    description: '',
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

  const put = (webhook: WebhookSettings, now = someTime) => getStore().webhooks.put(webhook, now)
  const works = { failures: 0, brokenUntil: 0 }

  test('come back as they were put, are replaced by the same id, and are removed', async () => {
    const { webhooks } = getStore()
    const one = aWebhook({
      environmentId: 'ae_1',
      basicAuth: 'sealed',
      version: 3,
      description: 'of the shop\0',
    })
    const description = 'of the shop\ufffd'
    const added = { ...one, ...works, description, isVerified: false, lastEnabledAt: 7 }
    expect(await put(one, 7)).toEqual(added)
    expect(await webhooks.list(one.workspaceId)).toEqual([added])
    const changed = aWebhook({ workspaceId: one.workspaceId, id: one.id, status: 'disabled' })
    const replaced = { ...added, ...changed, lastDisabledAt: 9 }
    const { environmentId: _, basicAuth: __, ...rest } = replaced
    expect(await put(changed, 9)).toEqual(rest)
    expect(await webhooks.list(one.workspaceId)).toEqual([rest])
    expect(await webhooks.delete('ws_other', one.id)).toBe(false)
    expect(await webhooks.delete(one.workspaceId, one.id)).toBe(true)
    expect(await webhooks.list(one.workspaceId)).toEqual([])
  })

  test('remember when they were switched, and nothing of it when something else changes', async () => {
    const one = aWebhook()
    await put(one, 5)
    const off = await put({ ...one, status: 'disabled' }, 6)
    expect(off).toMatchObject({ lastEnabledAt: 5, lastDisabledAt: 6 })
    const same = await put({ ...one, status: 'disabled', description: 'x' }, 7)
    expect(same).toEqual({ ...off, description: 'x' })
    const on = await put(one, 8)
    expect(on).toMatchObject({ lastEnabledAt: 8, lastDisabledAt: 6 })
    expect(await put(one, 9)).toEqual(on)
    const other = await put(aWebhook({ status: 'disabled' }), 4)
    expect(other).not.toHaveProperty('lastEnabledAt')
    expect(other.lastDisabledAt).toBe(4)
  })

  test('are verified at the address that was tried, until it changes', async () => {
    const { webhooks } = getStore()
    const one = aWebhook({ url: 'https://hook.example/a' })
    const { workspaceId, id: webhookId, url } = one
    await put(one)
    const twin = await put(aWebhook({ id: webhookId, url }))
    await webhooks.markVerified({ workspaceId, webhookId, url: 'https://hook.example/b' })
    expect(await webhooks.list(workspaceId)).toMatchObject([{ isVerified: false }])
    await webhooks.markVerified({ workspaceId, webhookId, url })
    expect(await webhooks.list(workspaceId)).toMatchObject([{ isVerified: true }])
    expect(await webhooks.list(twin.workspaceId)).toEqual([twin])
    expect(await put({ ...one, description: 'x' })).toMatchObject({ isVerified: true })
    const moved = await put({ ...one, url: 'https://hook.example/b' })
    expect(moved.isVerified).toBe(false)
  })

  test('say since when and why they are broken, and when that was over', async () => {
    const { webhooks } = getStore()
    const webhook = aWebhook()
    const { workspaceId } = webhook
    const end = async (health: DeliveryEnd['health'], now: number) => {
      await record(workspaceId)
      const claim = claimOf(webhook)
      const id = (await webhooks.claim({ ...claim, max: 1 }))[0]?.id ?? ''
      await webhooks.finish(endOf(claim, id, { now, ...(health && { health }) }))
      return (await webhooks.list(workspaceId))[0]
    }
    const fails = (brokenUntil: number, reason: string) => ({
      isFailure: true,
      brokenUntil,
      reason,
    })
    const added = await put(webhook, 5)
    expect(await end(fails(0, 'ignored'), 10)).toEqual({ ...added, failures: 1 })
    const why = { brokenReason: 'first\ufffd', lastDisabledAt: 20 }
    const broken = { failures: 2, brokenUntil: 500, ...why }
    expect(await end(fails(500, 'first\0'), 20)).toEqual({ ...added, ...broken })
    // One that had begun before it broke, and one that ends a shorter rest.
    expect(await end(fails(0, 'ignored'), 30)).toEqual({ ...added, ...broken, failures: 3 })
    const again = { ...broken, failures: 4, brokenReason: 'second' }
    expect(await end(fails(400, 'second'), 40)).toEqual({ ...added, ...again })
    const back = { ...added, lastEnabledAt: 50, lastDisabledAt: 20 }
    expect(await end({ isFailure: false, brokenUntil: 0 }, 50)).toEqual(back)
    expect(await end({ isFailure: false, brokenUntil: 0 }, 60)).toEqual(back)

    await end(fails(900, 'third'), 70)
    const mended = { ...back, lastEnabledAt: 80, lastDisabledAt: 70 }
    expect(await put(webhook, 80)).toEqual(mended)
    await put({ ...webhook, status: 'disabled' }, 90)
    expect(await put(webhook, 100)).toEqual({ ...mended, lastEnabledAt: 100, lastDisabledAt: 90 })
  })

  test('an event is due at once for every enabled webhook of its environment', async () => {
    const store = getStore()
    const all = aWebhook()
    const { workspaceId } = all
    const own = aWebhook({ workspaceId, environmentId: 'ae_0123456789abcdef' })
    const other = aWebhook({ workspaceId, environmentId: 'ae_other' })
    const off = aWebhook({ workspaceId, status: 'disabled' })
    for (const one of [all, own, other, off]) await put(one)
    await put(aWebhook({ id: all.id }))
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
    await put(webhook)
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
    await put(webhook)
    await record(webhook.workspaceId, ['fonts'])
    expect(await store.webhooks.claim(claimOf(webhook, { now: someTime + 9_999 }))).toEqual([])
    expect(await store.webhooks.claim(claimOf(webhook, { now: someTime + 10_000 }))).toHaveLength(1)
  })

  test('of many who claim at once each gets others, and a lease that ran out is given anew', async () => {
    const store = getStore()
    const webhook = aWebhook()
    await put(webhook)
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
    await put(webhook)
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
    await put(webhook)
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
    await put(webhook)
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
