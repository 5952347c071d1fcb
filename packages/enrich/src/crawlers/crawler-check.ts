import type { CrawlerFacts } from '@whorl/core'
import type { SignatureCheck, SignedRequest } from '../web-bot-auth/signature-check'
import { listNameOf } from './crawlers'
import { type FoundCrawler, findCrawler } from './find-crawler'
import type { RangeLists } from './range-lists'
import type { ReverseDns } from './reverse-dns'

export interface CrawlerRequest extends SignedRequest {
  /** Client address, normalised. */
  readonly ip: string
  readonly userAgent: string
}

/** Finds out who a self-declared program is. */
export interface CrawlerCheck {
  /** `undefined`: the request says nothing about itself. Such requests never wait. */
  identify(request: CrawlerRequest): Promise<CrawlerFacts | undefined>
}

interface Parts {
  readonly lists: RangeLists
  /** Absent when no outgoing request is allowed. */
  readonly dns?: ReverseDns | undefined
  readonly signatures: SignatureCheck
  /** Unix ms of the real time. */
  readonly clock: () => number
  /** Longest time that an answer waits for the DNS. @default 150 */
  readonly waitMs?: number
}

/** Operators change their lists; an older file proves presence, never absence. */
const listAgeMsMax = 45 * 86_400_000

/**
 * In this order: signature, published ranges, forward-confirmed reverse DNS. Only the DNS takes
 * time, only for requests that name a crawler with documented names, and never more than `waitMs`:
 * after that the identity is `unknown`, and the answer is remembered for the next request.
 */
export function createCrawlerCheck({
  lists,
  dns,
  signatures,
  clock,
  waitMs = 150,
}: Parts): CrawlerCheck {
  return {
    async identify(request) {
      const signed = signatures.check(request)
      if (signed?.identity === 'signed') return signed
      const found = findCrawler(request.userAgent)
      if (!found) return signed
      const byRanges = checkRanges(found, request.ip, lists, clock())
      if (byRanges === true) return facts(found, 'verified', 'ranges')
      const byName = await checkNames(found, request.ip, dns, waitMs)
      if (byName === true) return facts(found, 'verified', 'reverse_dns')
      // A broken signature says more than a claim; a proof by address says more than both.
      if (signed?.identity === 'spoofed') return signed
      if (byName === false) return facts(found, 'spoofed', 'reverse_dns')
      // The names were to be asked and did not answer: they might have confirmed it.
      const isOpen = dns !== undefined && found.dnsSuffixes !== undefined
      if (byRanges === false && !isOpen) return facts(found, 'spoofed', 'ranges')
      return facts(found, 'unknown', 'claim')
    },
  }
}

/** `undefined`: no list, or one too old to say no. */
function checkRanges(
  { rangeUrl }: FoundCrawler,
  ip: string,
  lists: RangeLists,
  now: number,
): boolean | undefined {
  const list = rangeUrl === undefined ? undefined : lists.find(listNameOf(rangeUrl))
  if (!list) return undefined
  if (list.ranges.contains(ip)) return true
  return now - list.asOf <= listAgeMsMax ? false : undefined
}

async function checkNames(
  { dnsSuffixes }: FoundCrawler,
  ip: string,
  dns: ReverseDns | undefined,
  waitMs: number,
): Promise<boolean | undefined> {
  if (!dns || !dnsSuffixes) return undefined
  const names = await dns.names(ip, waitMs)
  return names?.some((name) => dnsSuffixes.some((suffix) => name.endsWith(`.${suffix}`)))
}

function facts(
  { name, provider, providerUrl, category }: FoundCrawler,
  identity: CrawlerFacts['identity'],
  by: CrawlerFacts['by'],
): CrawlerFacts {
  return {
    name,
    provider,
    ...(providerUrl !== undefined && { providerUrl }),
    category,
    identity,
    by,
  }
}
