import { normalizeAddress } from '../address'

/** What is asked of the DNS; `node:dns` in production, a table in tests. */
export interface DnsResolver {
  /** Names of an address. */
  reverse(ip: string): Promise<readonly string[]>
  /** Addresses of a name, of both families. */
  resolve(name: string): Promise<readonly string[]>
}

/** Forward-confirmed names of addresses, remembered. */
export interface ReverseDns {
  /**
   * Names that point back to the address; an empty list when there are none. `undefined` when the
   * answer did not come within `waitMs` or could not be had: the lookup goes on and is remembered.
   */
  names(ip: string, waitMs: number): Promise<readonly string[] | undefined>
}

const dayMs = 86_400_000
/** A crawler's address that got its name today should not wait until tomorrow. */
const namelessMs = 3_600_000
const failedMs = 60_000
const keptMax = 10_000
/** Addresses with more names are no crawler's. */
const namesMax = 5
/** Anybody can claim to be a crawler: the resolver must not be flooded. */
const atOnceMax = 20

interface Answer {
  readonly names: readonly string[] | undefined
  readonly until: number
}

/** @param clock Unix ms of the real time */
export function createReverseDns(resolver: DnsResolver, clock: () => number): ReverseDns {
  const kept = new Map<string, Answer>()
  const running = new Map<string, Promise<Answer>>()
  const keep = (ip: string, answer: Answer) => {
    const oldest = kept.size >= keptMax ? kept.keys().next().value : undefined
    if (oldest !== undefined) kept.delete(oldest)
    kept.set(ip, answer)
  }
  const start = (ip: string): Promise<Answer> => {
    const lookup = confirmedNames(resolver, ip)
      .then((names) => ({ names, until: clock() + (names.length > 0 ? dayMs : namelessMs) }))
      // The resolver is down or slow: no answer, and nobody is accused for it.
      .catch(() => ({ names: undefined, until: clock() + failedMs }))
      .then((answer) => {
        running.delete(ip)
        keep(ip, answer)
        return answer
      })
    running.set(ip, lookup)
    return lookup
  }
  return {
    async names(ip, waitMs) {
      const known = kept.get(ip)
      if (known && known.until > clock()) return known.names
      kept.delete(ip)
      const lookup = running.get(ip) ?? (running.size < atOnceMax ? start(ip) : undefined)
      return lookup && (await within(lookup, waitMs))?.names
    },
  }
}

async function confirmedNames(resolver: DnsResolver, ip: string): Promise<string[]> {
  const names = (await orNone(resolver.reverse(ip))).slice(0, namesMax)
  const confirmed: string[] = []
  for (const name of names) {
    const addresses = await orNone(resolver.resolve(name))
    if (addresses.some((address) => normalizeAddress(address) === ip))
      confirmed.push(name.toLowerCase().replace(/\.$/, ''))
  }
  return confirmed
}

async function orNone(asked: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await asked
  } catch (cause) {
    if (isNoRecord(cause)) return []
    throw cause
  }
}

/** "There is no such record" is an answer; anything else is a failure. */
export function isNoRecord(cause: unknown): boolean {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return code === 'ENOTFOUND' || code === 'ENODATA'
}

async function within<Value>(promise: Promise<Value>, waitMs: number): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, waitMs, undefined)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
