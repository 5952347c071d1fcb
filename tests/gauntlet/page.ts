/** What the gauntlet's page runs: our agent, then BotD and fpscanner for comparison. */

import { load } from '@fingerprintjs/botd'
import FingerprintScanner from 'fpscanner'

/** What `/web/v4/KEY` exports and this page uses. */
interface AgentModule {
  start(options: { endpoints: string }): {
    get(options: { linkedId: string }): Promise<{ event_id: string }>
  }
}

/** What the page tells the runner about its visit. */
export interface Report {
  readonly eventId?: string
  /** From the import of the agent to the id. */
  readonly idMs?: number
  /** Milliseconds of tasks of over 50 ms until our second message was sent (Chromium only). */
  readonly longTasks?: readonly number[]
  readonly botd?: OtherVerdict
  readonly fpscanner?: OtherVerdict
  readonly problem?: string
}

/** What another library says: whether it is a bot, and why. */
export interface OtherVerdict {
  readonly isBot?: boolean
  readonly says: string
}

const options = new URL(location.href).searchParams
const option = (name: string) => options.get(name) ?? ''

async function run(): Promise<Report> {
  await new Promise((resolve) => setTimeout(resolve, Number(option('wait'))))
  const startedAt = performance.now()
  const longTasks = observeLongTasks(startedAt)
  const agentPath = `${option('endpoint')}/web/v4/${option('key')}`
  const { start } = (await import(agentPath)) as AgentModule
  const agent = start({ endpoints: option('endpoint') })
  const { event_id: eventId } = await agent.get({ linkedId: option('cell') })
  const idMs = Math.round(performance.now() - startedAt)
  // The others touch the console and the stack formatter too: not before ours has told everything.
  await fetch(`/settled?event=${eventId}`)
  return {
    eventId,
    idMs,
    longTasks: longTasks(),
    botd: await ask(askBotd),
    fpscanner: await ask(askFpscanner),
  }
}

/** @param since tasks that began before are the page's own */
function observeLongTasks(since: number): () => number[] {
  if (!PerformanceObserver.supportedEntryTypes.includes('longtask')) return () => []
  const found: number[] = []
  const take = (list: readonly PerformanceEntry[]) =>
    found.push(...list.filter((task) => task.startTime >= since).map(({ duration }) => duration))
  const observer = new PerformanceObserver((list) => take(list.getEntries()))
  observer.observe({ type: 'longtask' })
  return () => {
    take(observer.takeRecords())
    observer.disconnect()
    return [...found]
  }
}

async function askBotd(): Promise<OtherVerdict> {
  const detector = await load({ monitoring: false })
  const verdict = detector.detect()
  return verdict.bot ? { isBot: true, says: verdict.botKind } : { isBot: false, says: '' }
}

async function askFpscanner(): Promise<OtherVerdict> {
  const fingerprint = await new FingerprintScanner().collectFingerprint({ encrypt: false })
  // It is a text only when it is encrypted.
  if (typeof fingerprint === 'string') return { says: 'encrypted' }
  const { fastBotDetection, fastBotDetectionDetails } = fingerprint
  const rules = Object.entries(fastBotDetectionDetails).filter(([, { detected }]) => detected)
  return { isBot: fastBotDetection, says: rules.map(([rule]) => rule).join(' ') }
}

async function ask(library: () => Promise<OtherVerdict>): Promise<OtherVerdict> {
  try {
    return await library()
  } catch (error) {
    return { says: `failed: ${error}` }
  }
}

run()
  .catch((error): Report => ({ problem: String(error) }))
  .then((report) =>
    fetch(`/report?cell=${option('cell')}`, { method: 'POST', body: JSON.stringify(report) }),
  )
