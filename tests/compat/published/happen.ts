import { randomUUID } from 'node:crypto'
import { openBrowser } from '../../browsers/open-browser'
import { sendCrowd } from '../world/crowd'
import { addresses } from '../world/network-files'
import { worldKeys } from '../world/tenants'
import { createSender, type RecordedBrowser, type VisitAnswer } from '../world/visitor'
import { edgeReports, visits } from '../world/visits'

export interface SealedVisit extends VisitAnswer {
  readonly face: 'v3' | 'v4'
}

export interface Happened {
  readonly eventIds: readonly string[]
  readonly edgeIds: readonly string[]
  /** Answers of all reports, also of a workspace that the key does not see. */
  readonly edgeAnswers: readonly unknown[]
  readonly sealed: readonly SealedVisit[]
  readonly visitorIds: readonly string[]
  /** Of the workspace without Smart Signals. */
  readonly plainEventIds: readonly string[]
}

/** Visits of every kind, with a browser and without one. */
export async function happen(endpoint: string, recorded: RecordedBrowser): Promise<Happened> {
  const sender = createSender(endpoint, recorded)
  const busyToken = await sendCrowd(sender)
  await fetch(`${endpoint}/dev/tick`, { method: 'POST' })
  const answers: VisitAnswer[] = []
  for (const parts of Object.values(visits)) answers.push(await sender.visit(parts))
  answers.push(
    await sender.visit({ ip: addresses.household, ...(busyToken && { token: busyToken }) }),
    ...(await replay(sender)),
    await visitLate(sender),
    ...(await visitByBrowser(endpoint)),
  )
  const sealed = await visitSealed(sender)
  const plain = [
    await sender.visit({ key: worldKeys.publicPlain, ip: addresses.vpn, linkedId: 'plain' }),
  ]
  const seen = await reportEdges(endpoint, [worldKeys.secret, worldKeys.secretMain])
  const unseen = await reportEdges(endpoint, [worldKeys.secretPlain])
  return {
    eventIds: [...answers, ...sealed].map(({ eventId }) => eventId),
    edgeIds: seen.map(({ event_id }) => event_id),
    edgeAnswers: [...seen, ...unseen],
    sealed,
    visitorIds: [...new Set(answers.flatMap(({ visitorId }) => visitorId ?? []))],
    plainEventIds: plain.map(({ eventId }) => eventId),
  }
}

type Sender = ReturnType<typeof createSender>

/**
 * The second use of a nonce is an event that says so. Its visitor is not asked for: a replay makes
 * no profile, so that there may be none.
 */
async function replay({ visit }: Sender): Promise<VisitAnswer[]> {
  const parts = { nonce: randomUUID(), ip: addresses.household }
  const first = await visit(parts)
  const { eventId } = await visit(parts)
  return [first, { eventId }]
}

async function visitLate({ visit, follow }: Sender): Promise<VisitAnswer> {
  const nonce = randomUUID()
  const answer = await visit({ nonce, late: ['stackTrap', 'battery', 'fileAccess'] })
  await follow(nonce, { stackTrap: { hits: 1, workerHits: 0, runs: 3 } })
  return answer
}

async function visitSealed({ visit }: Sender): Promise<SealedVisit[]> {
  const sealed: SealedVisit[] = []
  for (const key of [worldKeys.publicSealed, worldKeys.publicHidden]) {
    for (const face of ['v3', 'v4'] as const) {
      const sdk = { face, version: face === 'v3' ? '3.12.15' : '4.1.5' }
      sealed.push({ face, ...(await visit({ key, sdk, ip: addresses.vpn, tag: { face } })) })
    }
  }
  return sealed
}

/** Real ones, by both of the scripts that customers' pages load. */
async function visitByBrowser(endpoint: string): Promise<VisitAnswer[]> {
  const browser = await openBrowser('chromium')
  try {
    const page = await browser.visit(`${endpoint}/healthz`)
    const key = worldKeys.public
    const v4 = await page.evaluate<{ event_id: string; visitor_id: string }>(
      `import('${endpoint}/v4/${key}').then(({ start }) => start({ integrationInfo: ['own/1.0'] }).get({ linkedId: 'browser', tag: { real: true } }))`,
    )
    const v3 = await page.evaluate<{ requestId: string; visitorId: string }>(
      `import('${endpoint}/v3/${key}').then(({ load }) => load({}).then((agent) => agent.get({ tag: 'text' })))`,
    )
    return [
      { eventId: v4.event_id, visitorId: v4.visitor_id },
      { eventId: v3.requestId, visitorId: v3.visitorId },
    ]
  } finally {
    await browser.close()
  }
}

async function reportEdges(
  endpoint: string,
  keys: readonly string[],
): Promise<{ event_id: string }[]> {
  const answers: { event_id: string }[] = []
  for (const key of keys) {
    for (const report of edgeReports) {
      const answer = await fetch(`${endpoint}/v4/edge`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}` },
        body: JSON.stringify(report),
      })
      if (!answer.ok) throw new Error(`a report was answered with ${answer.status}`)
      answers.push((await answer.json()) as { event_id: string })
    }
  }
  return answers
}
