import type { Facts } from '../facts'
import { readValue } from '../identify/read-value'
import { shownEngine } from './console-cues'
import type { Contradiction } from './contradictions'
import { brandsOf } from './contradictions-claims'
import { asTexts, readFields, readNumber, readText } from './read-fields'

interface Pair {
  readonly name: string
  readonly page: unknown
  readonly worker: unknown
  readonly weight: number
  readonly isMadeUp?: true
}

/** What a worker says and the page does not. What either lacks is no contradiction. */
export function workerContradictions(facts: Facts): Contradiction[] {
  return pairs(facts)
    .filter(({ page, worker }) => isKnown(page) && isKnown(worker) && page !== worker)
    .map(({ name, weight, isMadeUp }) => ({
      feature: 'worker' as const,
      says: `a worker sees another ${name} than the page`,
      weight,
      ...(isMadeUp && { explainedBy: ['rfp', 'brave'] as const }),
    }))
}

function pairs(facts: Facts): Pair[] {
  const worker = readFields(facts, 'workerFacts')
  const { rendererUnmasked } = readFields(facts, 'webglBasics')
  const languages = readValue(facts.payload.signals, 'languages')
  const last = Array.isArray(languages) ? languages.at(-1) : undefined
  // WebKit masks the name, in each place in its own way.
  const renderer = shownEngine(facts) === 'webkit' ? undefined : rendererUnmasked
  return [
    {
      name: 'user agent',
      page: readText(facts, 'userAgent'),
      worker: worker.userAgent,
      weight: 0.7,
    },
    { name: 'platform', page: readText(facts, 'platform'), worker: worker.platform, weight: 0.6 },
    {
      name: 'number of processors',
      page: readNumber(facts, 'hardwareConcurrency'),
      worker: worker.hardwareConcurrency,
      weight: 0.6,
      isMadeUp: true,
    },
    {
      name: 'memory',
      page: readNumber(facts, 'deviceMemory'),
      worker: worker.deviceMemory,
      weight: 0.5,
      isMadeUp: true,
    },
    {
      name: 'time zone',
      page: readText(facts, 'timezone'),
      worker: worker.timezone,
      weight: 0.5,
      isMadeUp: true,
    },
    {
      name: 'list of languages',
      page: joined(last),
      worker: joined(worker.languages),
      weight: 0.4,
      isMadeUp: true,
    },
    {
      name: 'list of brands',
      page: joined(brandsOf(facts)),
      worker: joined(worker.brands),
      weight: 0.5,
    },
    {
      name: 'platform hint',
      page: readFields(facts, 'userAgentData').platform,
      worker: worker.platformHint,
      weight: 0.5,
    },
    {
      name: 'graphics card',
      page: renderer,
      worker: worker.webglRenderer,
      weight: 0.6,
      isMadeUp: true,
    },
  ]
}

const isKnown = (value: unknown) => value !== undefined && value !== ''

function joined(list: unknown): string {
  return [...asTexts(list)].sort().join()
}
