import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import type { CrawlerFacts } from '@whorl/core'
import { type WatchedFolder, type WatchOptions, watchFolder } from '../watched-folder'

/** The keys of one signing agent, from a file that the operator of this server put there. */
export interface KeyDirectory {
  readonly keys: ReadonlyMap<string, SigningKey>
  readonly agent: Partial<AgentDetails>
}

export interface SigningKey {
  readonly key: KeyObject
  /** Unix ms. */
  readonly notBefore: number
  readonly notAfter: number
}

export interface AgentDetails {
  readonly name: string
  readonly provider: string
  readonly providerUrl: string
  readonly category: Category
}

export type KeyDirectories = WatchedFolder<KeyDirectory>

const keysMax = 100

/**
 * Key directories, one file for each host of a `Signature-Agent`: `chatgpt.com.json` holds what
 * `https://chatgpt.com/.well-known/http-message-signatures-directory` serves. A member `agent`
 * with `name`, `provider`, `providerUrl` and `category` may be added by hand.
 */
export function openKeyDirectories(
  folder: string,
  complain: WatchOptions<KeyDirectory>['complain'],
): KeyDirectories {
  return watchFolder(folder, { parse: parseDirectory, complain })
}

/** The name of the file for a host; a colon may not stand in file names everywhere. */
export function directoryNameOf(host: string): string {
  return host.toLowerCase().replace(':', '_')
}

function parseDirectory(json: unknown): KeyDirectory {
  // Anything may stand in the file; every field is checked below.
  const { keys, agent } = Object(json) as Record<string, unknown>
  if (!Array.isArray(keys)) throw new RangeError('has no list of "keys"')
  const found = keys.slice(0, keysMax).flatMap((jwk) => readKey(jwk) ?? [])
  if (found.length === 0) throw new RangeError('has no Ed25519 key')
  return { keys: new Map(found), agent: readAgent(agent) }
}

/** By its RFC 7638 thumbprint, whatever `kid` it carries. Keys of other kinds are passed over. */
function readKey(jwk: unknown): [string, SigningKey][] | undefined {
  const { kty, crv, x, nbf, exp } = Object(jwk) as Record<string, unknown>
  if (kty !== 'OKP' || crv !== 'Ed25519' || typeof x !== 'string') return undefined
  if (Buffer.from(x, 'base64url').length !== 32)
    throw new RangeError('has an Ed25519 key that is not 32 bytes long')
  const canonical = JSON.stringify({ crv, kty, x })
  const thumbprint = createHash('sha256').update(canonical).digest('base64url')
  const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' })
  const [notBefore, notAfter] = [toMs(nbf, 0), toMs(exp, Number.POSITIVE_INFINITY)]
  return [[thumbprint, { key, notBefore, notAfter }]]
}

/** JWT counts seconds; directories of 2025 count milliseconds. */
function toMs(time: unknown, otherwise: number): number {
  if (typeof time !== 'number') return otherwise
  return time > 100_000_000_000 ? time : time * 1_000
}

type Category = CrawlerFacts['category']

const categories: Readonly<Record<Category, true>> = {
  advertising_and_marketing: true,
  aggregator: true,
  ai_agent: true,
  ai_assistant: true,
  ai_browser: true,
  ai_crawler: true,
  ai_search: true,
  browser_automation: true,
  ecommerce: true,
  monitoring_and_analytics: true,
  other: true,
  scraping: true,
  search_engine_crawler: true,
  search_engine_optimization: true,
  security: true,
  unknown: true,
}

const isCategory = (text: unknown): text is Category =>
  typeof text === 'string' && Object.hasOwn(categories, text)

function readAgent(agent: unknown): Partial<AgentDetails> {
  const { name, provider, providerUrl, category } = Object(agent) as Record<string, unknown>
  if (category !== undefined && !isCategory(category))
    throw new RangeError(`has the category ${JSON.stringify(category)}, which does not exist`)
  return {
    ...(typeof name === 'string' && { name }),
    ...(typeof provider === 'string' && { provider }),
    ...(typeof providerUrl === 'string' && { providerUrl }),
    ...(category !== undefined && { category }),
  }
}
