import type { CrawlerFacts, Facts } from '../facts'
import type { BotInfo, Evidence } from './define'

/** A program that says it is one. */
export interface SelfDeclaredBot {
  /** Only what was proven is good: the words alone can be written by anybody. */
  readonly result: 'good' | 'bad'
  /** The name in snake_case: `chatgpt_agent`. */
  readonly type: string
  readonly info: BotInfo
  readonly evidence: readonly Evidence[]
}

/**
 * The crawler or agent that the request says it comes from; `undefined` when it says nothing. Good
 * beats every automation fact: crawlers render pages in headless browsers.
 *
 * Relies on the address or a signature, never on the user agent; evaded by whoever controls an
 * address of the operator or its key.
 */
export function declaredBot({ network }: Facts): SelfDeclaredBot | undefined {
  const { crawler } = network
  if (!crawler) return undefined
  const { name, provider, providerUrl, category, identity } = crawler
  return {
    result: identity === 'verified' || identity === 'signed' ? 'good' : 'bad',
    type: snakeCase(name),
    info: {
      category,
      provider,
      ...(providerUrl !== undefined && { provider_url: providerUrl }),
      name,
      identity,
      confidence: confidenceOf(crawler),
    },
    evidence: [evidenceOf(crawler)],
  }
}

/** How sure the name is, not the verdict: somebody who only claims it may be anybody. */
function confidenceOf({ identity, provider }: CrawlerFacts): BotInfo['confidence'] {
  if (identity !== 'unknown') return 'high'
  return provider === 'unknown' ? 'low' : 'medium'
}

const proofs = {
  ranges: 'its address against the ranges that the operator publishes',
  reverse_dns: 'the name of its address',
  signature: 'its signature',
} as const

function evidenceOf({ name, identity, by }: CrawlerFacts): Evidence {
  if (by === 'claim' || identity === 'unknown')
    return { says: `the request calls itself ${name}, which nothing proves`, weight: 0.8 }
  if (identity === 'spoofed')
    return { says: `the request calls itself ${name}, but ${proofs[by]} says no`, weight: 1 }
  return { says: `${name}, proven by ${proofs[by]}`, weight: 1 }
}

function snakeCase(name: string): string {
  const words = name.match(/[A-Za-z0-9]+/g)
  return words?.join('_').toLowerCase() ?? 'unknown'
}
