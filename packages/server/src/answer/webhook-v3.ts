import type { EventRecord } from '@whorl/core'
import type { SupplementaryIdV3, WebhookV3 } from '@whorl/wire'
import { toEventV3, toSeenAt } from './event-v3'
import { type AnswerOptions, toSdk } from './event-v4'

/** An event as a webhook of the third generation tells it: flat, each product as its data. */
export function toWebhookV3(event: EventRecord, options: AnswerOptions = {}): WebhookV3 {
  const { products } = toEventV3(event, options)
  const { identification, botd, incognito: _plain, ...others } = products
  const { suspect: _notTold, ...visit } = identification.data
  return {
    ...visit,
    sdk: toSdk(event.sdk),
    clientReferrer: event.referrer,
    userAgent: event.userAgent,
    ...(botd && { bot: botd.data.bot }),
    ...Object.fromEntries(
      Object.entries(others).flatMap(([name, product]) => (product ? [[name, product.data]] : [])),
    ),
    ...toSupplementaryIds(event),
  }
}

function toSupplementaryIds({ identification }: EventRecord): Pick<WebhookV3, 'supplementaryIds'> {
  const { highRecall, visitorId, visitorFound, confidence } = identification
  if (!highRecall) return {}
  const standard = { ...identification, visitorId, visitorFound }
  return {
    supplementaryIds: {
      standard: { ...toId(standard), confidence: { score: confidence } },
      // How sure the coarser id is has no figure; the published API says so in these words.
      highRecall: { ...toId(highRecall), confidence: { score: 0, comment: 'Not Supported' } },
    },
  }
}

interface SeenId {
  readonly visitorId: string
  readonly visitorFound: boolean
  readonly firstSeenAt?: number | undefined
  readonly lastSeenAt?: number | undefined
}

function toId(id: SeenId): Omit<SupplementaryIdV3, 'confidence'> {
  return {
    visitorId: id.visitorId,
    visitorFound: id.visitorFound,
    firstSeenAt: toSeenAt(id.firstSeenAt),
    lastSeenAt: toSeenAt(id.lastSeenAt),
  }
}
