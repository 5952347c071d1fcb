import { verify } from 'node:crypto'
import type { CrawlerFacts } from '@whorl/core'
import {
  type InnerList,
  type Item,
  isInnerList,
  ParseError,
  parseDictionary,
  parseItem,
} from 'structured-headers'
import { findHeader } from '../headers'
import { type AgentDetails, directoryNameOf, type KeyDirectories } from './key-directories'
import { createNonces } from './nonces'
import { type SignedRequest, signatureBase } from './signature-base'

export type { SignedRequest } from './signature-base'

/** Verifies Web Bot Auth: HTTP Message Signatures (RFC 9421) with the tag `web-bot-auth`. */
export interface SignatureCheck {
  /** `undefined`: the request carries no such signature. */
  check(request: SignedRequest): CrawlerFacts | undefined
}

interface Parts {
  readonly directories: KeyDirectories
  /**
   * Whether visitors reach this server under that name; a signature for another site is worthless.
   * Not asked about a request with `vouchedUrl`.
   */
  readonly isOwnAuthority: (authority: string) => boolean
  /** Unix ms of the real time. */
  readonly clock: () => number
}

const headerCharsMax = 8_192
const skewMs = 30_000
/** As the drafts of 2026 recommend. */
const lifetimeMsMax = 86_400_000
/** A signature without a nonce can be used again: only while it is fresh. */
const noncelessMsMax = 300_000

/** Agents whose directory says nothing about them. */
const knownAgents: ReadonlyMap<string, AgentDetails> = new Map([
  [
    'chatgpt.com',
    {
      name: 'ChatGPT Agent',
      provider: 'OpenAI',
      providerUrl: 'https://openai.com',
      category: 'ai_agent',
    },
  ],
  [
    'agent.bot.goog',
    {
      name: 'Google-Agent',
      provider: 'Google',
      providerUrl: 'https://www.google.com',
      category: 'ai_agent',
    },
  ],
])

/**
 * Keys come from files alone: nothing is fetched. `signed`: the signature holds. `spoofed`: it was
 * made with another key than it names, or it was used before. `unknown`: it cannot be judged, or
 * its time has passed.
 */
export function createSignatureCheck({
  directories,
  isOwnAuthority,
  clock,
}: Parts): SignatureCheck {
  const nonces = createNonces()
  return {
    check(request) {
      const claim = readOrNone(request)
      if (!claim) return undefined
      const directory = directories.find(directoryNameOf(claim.host))
      const details = { ...knownAgents.get(claim.host), ...directory?.agent }
      const known = directory?.keys.get(claim.keyId)
      const now = clock()
      const isForUs = request.vouchedUrl !== undefined || isOwnAuthority(request.authority)
      const isJudgeable = known !== undefined && isForUs && isInTime(claim, now)
      if (!isJudgeable || known.notBefore > now + skewMs || known.notAfter < now)
        return facts(claim, details, 'unknown')
      if (!verify(null, Buffer.from(claim.base), known.key, claim.signature))
        return facts(claim, details, 'spoofed')
      const isFresh =
        claim.nonce === undefined ||
        nonces.take(`${claim.keyId} ${claim.nonce}`, claim.expiresAt + skewMs, now)
      return facts(claim, details, isFresh ? 'signed' : 'spoofed')
    },
  }
}

interface Claim {
  /** Host of the Signature-Agent. */
  readonly host: string
  readonly keyId: string
  readonly nonce: string | undefined
  /** Unix ms. */
  readonly createdAt: number
  readonly expiresAt: number
  readonly base: string
  readonly signature: Uint8Array
}

function isInTime({ createdAt, expiresAt, nonce }: Claim, now: number): boolean {
  const isLasting = expiresAt > createdAt && expiresAt - createdAt <= lifetimeMsMax
  const isNow = createdAt <= now + skewMs && now <= expiresAt + skewMs
  return isLasting && isNow && (nonce !== undefined || now - createdAt <= noncelessMsMax)
}

/** What does not parse was not meant for this, as far as anybody can tell. */
function readOrNone(request: SignedRequest): Claim | undefined {
  try {
    return readClaim(request)
  } catch (cause) {
    if (cause instanceof ParseError) return undefined
    throw cause
  }
}

function readClaim(request: SignedRequest): Claim | undefined {
  const field = (name: string) => findHeader(request.rawHeaders, name)
  const [inputs, signatures, agent] = ['signature-input', 'signature', 'signature-agent'].map(field)
  if (inputs === undefined || signatures === undefined || agent === undefined) return undefined
  if (Math.max(inputs.length, signatures.length, agent.length) > headerCharsMax) return undefined
  for (const [label, input] of parseDictionary(inputs)) {
    if (!isInnerList(input) || input[1].get('tag') !== 'web-bot-auth') continue
    const signature = parseDictionary(signatures).get(label)?.[0]
    if (!(signature instanceof ArrayBuffer)) return undefined
    return readInput(request, input, { signature: new Uint8Array(signature), agent })
  }
  return undefined
}

function readInput(
  request: SignedRequest,
  input: InnerList,
  { signature, agent }: { signature: Uint8Array; agent: string },
): Claim | undefined {
  const [components, params] = input
  const named = components.find(([name]) => name === 'signature-agent')
  const isCovered = components.some(([name, own]) => name === '@authority' && own.size === 0)
  const [keyId, created, expires] = ['keyid', 'created', 'expires'].map((name) => params.get(name))
  const [nonce, alg] = [params.get('nonce'), params.get('alg')]
  if (!named || !isCovered || (alg !== undefined && alg !== 'ed25519')) return undefined
  if (typeof keyId !== 'string' || typeof created !== 'number' || typeof expires !== 'number')
    return undefined
  const host = agentHost(agent, named)
  const base = signatureBase(request, input)
  if (host === undefined || base === undefined) return undefined
  return {
    host,
    keyId,
    nonce: typeof nonce === 'string' ? nonce : undefined,
    createdAt: created * 1_000,
    expiresAt: expires * 1_000,
    base,
    signature,
  }
}

/** A string in the drafts of 2025, since then a dictionary whose covered member counts. */
function agentHost(agent: string, [, params]: Item): string | undefined {
  const key = params.get('key')
  const [url] = typeof key === 'string' ? (parseDictionary(agent).get(key) ?? []) : parseItem(agent)
  if (typeof url !== 'string' || !URL.canParse(url)) return undefined
  const { protocol, host } = new URL(url)
  return protocol === 'https:' || protocol === 'http:' ? host : undefined
}

function facts(
  { host }: Claim,
  { name = host, provider = host, providerUrl, category = 'unknown' }: Partial<AgentDetails>,
  identity: CrawlerFacts['identity'],
): CrawlerFacts {
  return {
    name,
    provider,
    ...(providerUrl !== undefined && { providerUrl }),
    category,
    identity,
    by: identity === 'unknown' ? 'claim' : 'signature',
  }
}
