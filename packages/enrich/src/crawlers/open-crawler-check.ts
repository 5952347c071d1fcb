import { join } from 'node:path'
import { isLoopback } from '../address'
import { openKeyDirectories } from '../web-bot-auth/key-directories'
import { createSignatureCheck } from '../web-bot-auth/signature-check'
import { type CrawlerCheck, createCrawlerCheck } from './crawler-check'
import { openRangeLists } from './range-lists'
import { createReverseDns, type DnsResolver } from './reverse-dns'
import { createSystemResolver } from './system-resolver'

export interface CrawlerCheckOptions {
  /** Published lists in `ranges/`, keys of signing agents in `keys/`. Either may be missing. */
  readonly folder: string
  /** Whether the DNS may be asked; a resolver of one's own for tests. */
  readonly dns: boolean | DnsResolver
  /** Host names under which visitors reach this server. Loopback always counts. */
  readonly publicHosts: readonly string[]
  /** Unix ms of the real time. */
  readonly clock: () => number
  /** Takes one sentence about a file that is not used. */
  readonly complain: (sentence: string) => void
}

export interface OpenCrawlerCheck extends CrawlerCheck {
  /** Reads the files that have changed. Never rejects. */
  refresh(): Promise<void>
}

/** A check over the files of a folder, which have been read when it resolves. */
export async function openCrawlerCheck({
  folder,
  dns,
  publicHosts,
  clock,
  complain,
}: CrawlerCheckOptions): Promise<OpenCrawlerCheck> {
  const lists = openRangeLists(join(folder, 'ranges'), complain)
  const directories = openKeyDirectories(join(folder, 'keys'), complain)
  const hosts = new Set(publicHosts.map((host) => host.toLowerCase()))
  const signatures = createSignatureCheck({
    directories,
    isOwnAuthority: (authority) => hosts.has(authority) || isLoopbackAuthority(authority),
    clock,
  })
  const resolver = dns === true ? createSystemResolver() : dns
  const check = createCrawlerCheck({
    lists,
    dns: resolver === false ? undefined : createReverseDns(resolver, clock),
    signatures,
    clock,
  })
  const refresh = async () => {
    await lists.refresh()
    await directories.refresh()
  }
  await refresh()
  return { ...check, refresh }
}

function isLoopbackAuthority(authority: string): boolean {
  const host = authority.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')
  return host === 'localhost' || isLoopback(host)
}

/** The Host header as signatures cover it: lower case, without a default port. */
export function authorityOf(host: string): string {
  return host
    .trim()
    .toLowerCase()
    .replace(/:(?:443|80)$/, '')
}
