import { type Facts, identify, learn, type Population } from '@whorl/core'
import { aPayload } from './house'
import { sampleEvent } from './sample-event'

/** Teaches a population that many visitors of one and the same configuration. */
export function teachCrowd(population: Population, visitors: number): void {
  const { ip, userAgent, browser, timestamp } = sampleEvent()
  const facts: Facts = {
    payload: aPayload(),
    network: {
      ip,
      userAgent,
      browser,
      claimed: { engine: 'blink', os: 'linux' },
      headers: { order: [], clientHints: {} },
    },
    ingest: { challenge: 'absent', isReplayed: false, isEncrypted: false },
    anchors: [],
    history: { anchored: [], candidates: [] },
    population,
    now: timestamp,
  }
  const identification = identify(facts, 'abcdefghij0123456789')
  for (let visitor = 0; visitor < visitors; visitor++) learn(population, facts, identification)
}
