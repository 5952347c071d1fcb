/** Webhooks of a workspace, and the outbox of what is to be delivered to them. */
export interface WebhookStore {
  /** Oldest first. */
  list(workspaceId: string): Promise<Webhook[]>
  /**
   * Adds a webhook, or replaces what is configured of it, and keeps when it was switched. Its
   * failures are forgotten; a new address is not verified.
   */
  put(webhook: WebhookSettings, now: number): Promise<Webhook>
  /** A test has arrived at this address. Nothing happens when it is another one by now. */
  markVerified(place: VerifiedPlace): Promise<void>
  /** Removes it and its deliveries. */
  delete(workspaceId: string, webhookId: string): Promise<boolean>
  /** Enabled webhooks of all workspaces, not broken, that have a delivery due: for the dispatcher. */
  listDue(now: number): Promise<Webhook[]>
  /**
   * Takes up to `max` deliveries that are due, the earliest first. Nobody else is given them until
   * `leaseUntil`; then they are due again.
   */
  claim(claim: DeliveryClaim): Promise<Delivery[]>
  /**
   * Writes down how an attempt ended.
   *
   * @returns false when the lease was lost: somebody else has the delivery now
   */
  finish(end: DeliveryEnd): Promise<boolean>
  /** Keeps a delivery that was made outside the outbox: a test. */
  add(delivery: Delivery): Promise<void>
  findDelivery(workspaceId: string, deliveryId: string): Promise<Delivery | undefined>
  /** Newest first by (created, id), bytewise. */
  listDeliveries(query: DeliveriesQuery): Promise<Delivery[]>
  /** Makes a delivery that has ended due again, under the same id. Tests cannot be repeated. */
  replay(workspaceId: string, deliveryId: string): Promise<boolean>
  /**
   * Gives up what was created and first tried before `createdBefore`, and removes what
   * ended before `endedBefore`. At most `max` rows of each.
   */
  tidy(limits: DeliveryLimits): Promise<{ readonly expired: number; readonly removed: number }>
  /**
   * Makes deliveries due again that a process took which has ended without a word. Only where a
   * process has the database alone; of a shared one every lease runs out by itself.
   */
  releaseLeases(): Promise<void>
}

export interface VerifiedPlace {
  readonly workspaceId: string
  readonly webhookId: string
  readonly url: string
}

export interface WebhookSettings {
  readonly workspaceId: string
  /** `wh_…`, or a given one. */
  readonly id: string
  /** Absent: events of every environment. */
  readonly environmentId?: string
  readonly url: string
  /** Of people for people; may be empty. */
  readonly description: string
  readonly version: 3 | 4
  readonly status: 'enabled' | 'disabled'
  /** Sealed by the server. */
  readonly secrets: string
  /** Sealed by the server. */
  readonly basicAuth?: string
  readonly createdAt: number
}

export interface Webhook extends WebhookSettings {
  /** Attempts that failed since the last one that did not. */
  readonly failures: number
  /** Unix ms before which nothing is sent; 0 when it is not broken. */
  readonly brokenUntil: number
  /** Why it broke, one sentence; absent when it is not broken. */
  readonly brokenReason?: string
  /** A test arrived at this address. */
  readonly isVerified: boolean
  /** Unix ms at which it was switched on last, or was no longer broken. */
  readonly lastEnabledAt?: number
  /** Unix ms at which it was switched off last, or broke. */
  readonly lastDisabledAt?: number
}

export interface DeliveryAttempt {
  /** Unix ms of the real clock. */
  readonly at: number
  readonly ms: number
  /** Of the answer, when there was one. */
  readonly status?: number
  /** Why it failed, one sentence. */
  readonly error?: string
}

export interface Delivery {
  readonly workspaceId: string
  readonly id: string
  readonly webhookId: string
  /** Empty for a test. */
  readonly eventId: string
  readonly kind: 'event' | 'test'
  readonly state: DeliveryState
  /** Why it failed or was dropped. */
  readonly reason?: string
  readonly createdAt: number
  readonly dueAt: number
  /** Unix ms of the first attempt of this round; 0 before it. */
  readonly startedAt: number
  readonly endedAt?: number
  /** Attempts of this round; a replay begins another. */
  readonly attempts: number
  /** The last 20 attempts, oldest first. */
  readonly log: readonly DeliveryAttempt[]
}

export type DeliveryState = 'pending' | 'delivered' | 'failed' | 'dropped'

export interface DeliveryClaim {
  readonly workspaceId: string
  readonly webhookId: string
  readonly now: number
  readonly leaseUntil: number
  /** Random; `finish` must know it. */
  readonly lease: string
  readonly max: number
}

export interface DeliveryEnd {
  readonly workspaceId: string
  readonly webhookId: string
  readonly deliveryId: string
  readonly lease: string
  readonly state: DeliveryState
  readonly reason?: string
  /** When it is tried again, for the state `pending`. */
  readonly dueAt: number
  readonly startedAt: number
  /** Absent when nothing was sent. */
  readonly attempt?: DeliveryAttempt
  readonly now: number
  /** What the attempt says about the webhook; absent when nothing was sent. */
  readonly health?: WebhookHealth
}

export interface WebhookHealth {
  readonly isFailure: boolean
  /** Unix ms; 0 when it is not broken. Of attempts that end at once the latest counts. */
  readonly brokenUntil: number
  /** Why it is broken, one sentence. */
  readonly reason?: string
}

export interface DeliveriesQuery {
  readonly workspaceId: string
  readonly webhookId: string
  readonly before?: { readonly createdAt: number; readonly id: string }
  /** 1 to 500. */
  readonly limit: number
}

export interface DeliveryLimits {
  readonly createdBefore: number
  readonly endedBefore: number
  readonly now: number
  readonly max: number
}
