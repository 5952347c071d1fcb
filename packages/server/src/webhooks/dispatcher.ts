import type { EventRecord } from '@whorl/core'
import type { Delivery, DeliveryEnd, Webhook } from '@whorl/store'
import { randomBase62 } from '../ids'
import { giveUpLate } from '../pipeline/late'
import {
  type AttemptOptions,
  type AttemptResult,
  attemptDelivery,
  type WebhookHouse,
} from './attempt'
import { brokenUntil, failuresMax, nextAttemptAt } from './retry-plan'

/** Empties the outbox: at least once each, and in the normal case exactly once. */
export interface Dispatcher {
  /** From now on deliveries begin by themselves. */
  start(): Promise<void>
  /** An event may have become due. Costs nothing before `start`. */
  wake(): void
  /** Begins what is due and there is room for; resolves when it is on its way. */
  round(): Promise<void>
  /** Resolves when nothing is on its way. */
  idle(): Promise<void>
  /** Begins nothing new and waits for what is on its way. */
  close(): Promise<void>
}

export interface DispatcherOptions extends AttemptOptions {
  /** Deliveries at a time to one webhook. @default 4 */
  readonly perWebhook?: number
  /** Deliveries at a time in this process. @default 32 */
  readonly perProcess?: number
}

/** Attempts that fit into a lease, so that its bookkeeping does; then another process takes over. */
const attemptsPerLease = 3
/** Events that come together are looked for together, in ms. */
const wakeMs = 20

export function createDispatcher(
  house: WebhookHouse,
  { perWebhook = 4, perProcess = 32, ...options }: DispatcherOptions = {},
): Dispatcher {
  const { timeoutMs = house.config.webhookTimeoutMs } = options
  const leaseMs = attemptsPerLease * timeoutMs
  const running = new Map<Promise<void>, string>()
  let state: 'quiet' | 'started' | 'closed' = 'quiet'
  let timer: NodeJS.Timeout | undefined
  let current: Promise<void> | undefined
  let turn = 0

  async function begin(webhook: Webhook): Promise<void> {
    const name = `${webhook.workspaceId}|${webhook.id}`
    const own = [...running.values()].filter((one) => one === name).length
    // After a rest one attempt shows whether there is any point in more.
    const most = webhook.failures >= failuresMax ? 1 : perWebhook
    const max = Math.min(most - own, perProcess - running.size)
    if (max <= 0) return
    const now = house.clock.real()
    const lease = randomBase62(16)
    const { workspaceId, id: webhookId } = webhook
    const claim = { workspaceId, webhookId, now, leaseUntil: now + leaseMs, lease, max }
    for (const delivery of await house.store.webhooks.claim(claim)) {
      const work = deliver(house, webhook, { delivery, lease, options })
        .catch((cause: unknown) => {
          // The lease runs out and the delivery comes again.
          house.log.error({ delivery: delivery.id, err: cause }, 'a delivery was not written down')
        })
        .finally(() => {
          running.delete(work)
          wake()
        })
      running.set(work, name)
    }
  }

  async function look(): Promise<void> {
    const due = await house.store.webhooks.listDue(house.clock.real())
    // Another one is the first each time, so that none waits behind a busy one for ever.
    turn += 1
    const first = due.length > 0 ? turn % due.length : 0
    for (const webhook of [...due.slice(first), ...due.slice(0, first)]) {
      if (state === 'closed' || running.size >= perProcess) return
      await begin(webhook)
    }
  }

  function round(): Promise<void> {
    if (state === 'closed') return Promise.resolve()
    current ??= look().finally(() => {
      current = undefined
    })
    return current
  }

  function wake(): void {
    if (state !== 'started' || timer) return
    timer = setTimeout(() => {
      timer = undefined
      round().catch((cause: unknown) => {
        house.log.error({ err: cause }, 'the outbox cannot be read')
      })
    }, wakeMs)
  }

  const idle = async () => {
    while (running.size > 0) await Promise.all(running.keys())
  }

  return {
    async start() {
      await house.store.webhooks.releaseLeases()
      state = 'started'
      wake()
    },
    wake,
    round,
    idle,
    async close() {
      state = 'closed'
      clearTimeout(timer)
      await current?.catch(() => {})
      await idle()
    },
  }
}

interface Work {
  readonly delivery: Delivery
  readonly lease: string
  readonly options: AttemptOptions
}

async function deliver(house: WebhookHouse, webhook: Webhook, work: Work): Promise<void> {
  const event = await findComplete(house, work.delivery)
  const result = event && (await attemptDelivery(house, webhook, toSend(work, event), work.options))
  const end = result ? afterAttempt(house, webhook, work, result) : dropped(house, work)
  const isOurs = await house.store.webhooks.finish(end)
  const outcome = end.state === 'pending' ? 'retried' : end.state
  house.metrics.webhooks.inc({ outcome })
  const line = {
    workspace: webhook.workspaceId,
    webhook: webhook.id,
    delivery: work.delivery.id,
    attempt: work.delivery.attempts + 1,
    outcome,
    ...result?.attempt,
    ...(!isOurs && { lease: 'lost' }),
  }
  house.log[result?.isDelivered ? 'debug' : 'warn'](line, 'webhook')
}

const toSend = ({ delivery }: Work, event: EventRecord) => ({ deliveryId: delivery.id, event })

/** The event as it is now; `undefined` when it was deleted. */
async function findComplete(
  house: WebhookHouse,
  { workspaceId, eventId }: Delivery,
): Promise<EventRecord | undefined> {
  const find = async () => {
    const event = await house.store.events.find(workspaceId, eventId)
    return event?.source === 'device' ? event : undefined
  }
  const event = await find()
  if (!event?.late || event.late.completedAt !== undefined) return event
  // The server that waited for its late facts ended before it could give them up.
  await giveUpLate(house, { workspaceId, eventId }, house.clock.real())
  return find()
}

function endOf(house: WebhookHouse, { delivery, lease }: Work) {
  const now = house.clock.real()
  const { workspaceId, webhookId, id: deliveryId, startedAt } = delivery
  return { workspaceId, webhookId, deliveryId, lease, startedAt: startedAt || now, now, dueAt: 0 }
}

function dropped(house: WebhookHouse, work: Work): DeliveryEnd {
  return { ...endOf(house, work), state: 'dropped', reason: 'the event was deleted' }
}

function afterAttempt(
  house: WebhookHouse,
  webhook: Webhook,
  work: Work,
  { isDelivered, attempt }: AttemptResult,
): DeliveryEnd {
  const end = { ...endOf(house, work), startedAt: work.delivery.startedAt || attempt.at, attempt }
  if (isDelivered)
    return { ...end, state: 'delivered', health: { isFailure: false, brokenUntil: 0 } }
  const { startedAt, now } = end
  const attempts = work.delivery.attempts + 1
  const dueAt = nextAttemptAt({ attempts, startedAt, now }, Math.random())
  const error = attempt.error ?? 'no answer'
  const health = {
    isFailure: true,
    brokenUntil: brokenUntil(webhook.failures + 1, now),
    reason: `too many attempts in a row failed; the last: ${error}`,
  }
  if (dueAt !== undefined) return { ...end, state: 'pending', dueAt, health }
  const reason = `${attempts} attempts failed; the last: ${error}`
  return { ...end, state: 'failed', reason, health }
}
