import { clientAddress, normalizeAddress } from '@whorl/enrich'
import type { ApiKey, Environment, Workspace } from '@whorl/store'
import { type IdentifyPayload, WhorlError } from '@whorl/wire'
import type { FastifyRequest } from 'fastify'
import { checkChallenge } from '../challenge'
import type { House, KeyOwner } from '../house'
import { socketAddressOf } from '../network/connection-facts'
import { subscriberOf } from '../observe/logger'
import { isKeyUsable, keySettings } from '../tenants/key-settings'
import {
  type EnvironmentSettings,
  environmentSettings,
  type LimitValues,
  limitsOf,
} from '../tenants/settings'
import type { Message } from './decode'
import type { IngressCall } from './ingress-call'
import { isAllowedOrigin } from './origin'
import { unreadable } from './unreadable'

/** Whose message it is and where it came from. */
export interface Admission {
  readonly publicKey: string
  readonly workspace: Workspace
  readonly environment: Environment
  readonly settings: EnvironmentSettings
  readonly limits: LimitValues
  /** Client address. */
  readonly ip: string
  /** The address was vouched for by a proxy integration with a key of the workspace. */
  readonly isProxied: boolean
}

/**
 * Lets a message in or not: the public key, then the limits.
 *
 * @throws WhorlError public_api_key_required, public_api_key_not_found, too_many_requests
 */
export function admit(
  house: House,
  { request, now }: IngressCall,
  publicKey: string,
  kind: 'challenge' | 'message',
): Admission {
  if (publicKey === '') throw new WhorlError('public_api_key_required')
  const owner = house.tenants.findKey(publicKey)
  const isUsable = owner?.key.type === 'public' && isKeyUsable(owner.key, now)
  if (!isUsable || !owner.environment) throw new WhorlError('public_api_key_not_found')
  const admission = {
    publicKey,
    workspace: owner.workspace,
    environment: owner.environment,
    settings: environmentSettings(owner.environment),
    limits: limitsOfKey(owner.key, limitsOf(owner.workspace, owner.environment)),
    ...callerAddress(house, request, owner, now),
  }
  house.keyUses.note(owner.key, now)
  takeFromLimits(house, admission, kind)
  return admission
}

/** A key may have a rate of its own. */
function limitsOfKey(key: ApiKey, limits: LimitValues): LimitValues {
  const { rateLimit } = keySettings(key)
  return rateLimit === undefined ? limits : { ...limits, ingestPerKey: rateLimit }
}

/** Proxy integrations name the visitor in a header of theirs and prove themselves by a proxy key. */
function callerAddress(
  { tenants, config, keyUses }: House,
  { headers, socket }: FastifyRequest,
  { workspace, environment }: KeyOwner,
  now: number,
): { ip: string; isProxied: boolean } {
  const [secret, named] = [headers['fpjs-proxy-secret'], headers['fpjs-proxy-client-ip']]
  if (typeof secret === 'string' && typeof named === 'string') {
    const proxy = tenants.findKey(secret)
    const isTrue = proxy?.key.type === 'proxy' && isKeyUsable(proxy.key, now)
    const isOwn = proxy?.workspace.id === workspace.id
    const isInScope = proxy?.environment === undefined || proxy.environment.id === environment?.id
    const ip = normalizeAddress(named)
    if (isTrue && isOwn && isInScope && ip !== undefined) {
      keyUses.note(proxy.key, now)
      return { ip, isProxied: true }
    }
  }
  return { ip: socketCaller(config, { headers, socket }), isProxied: false }
}

/** Who called, as the socket and the trusted proxies tell it. */
export function socketCaller(
  { trustedProxies }: House['config'],
  { headers, socket }: Pick<FastifyRequest, 'headers' | 'socket'>,
): string {
  const forwardedFor = headers['x-forwarded-for']
  return clientAddress({
    socketAddress: socketAddressOf(socket),
    forwardedFor: Array.isArray(forwardedFor) ? forwardedFor.join() : forwardedFor,
    trustedProxies,
  })
}

function takeFromLimits(
  house: House,
  { limits, environment, publicKey, ip }: Admission,
  kind: string,
) {
  const { ingestPerIp, ingestPerKey } = limits
  const waits = {
    ingestPerIp: house.limiter.take(`ip|${kind}|${environment.id}|${subscriberOf(ip)}`, {
      perSecond: ingestPerIp,
      burst: ingestPerIp * 4,
    }),
    ingestPerKey: house.limiter.take(`key|${kind}|${publicKey}`, {
      perSecond: ingestPerKey,
      burst: Math.max(1, ingestPerKey),
    }),
  }
  for (const [limit, waitMs] of Object.entries(waits)) {
    if (waitMs === 0) continue
    house.metrics.limited.inc({ limit })
    throw new WhorlError('too_many_requests', {
      details: { limit, retryAfterSeconds: Math.ceil(waitMs / 1000) },
    })
  }
}

/**
 * Whether the page may use the environment. Apps have no origin; a challenge is given without one,
 * because only the message says whether an app sends it.
 *
 * @throws WhorlError origin_not_allowed
 */
export function admitOrigin(
  { settings }: Admission,
  origin: string,
  platform: IdentifyPayload['platform'] | 'unknown',
): void {
  const isAllowed =
    origin === ''
      ? settings.allowedOrigins.length === 0 || platform !== 'browser'
      : isAllowedOrigin(origin, settings.allowedOrigins)
  if (!isAllowed) throw new WhorlError('origin_not_allowed', { details: { origin } })
}

/**
 * What the message's challenge is worth.
 *
 * @throws WhorlError request_cannot_be_parsed for one that was forged or issued to somebody else
 */
export function admitChallenge(
  { secrets }: House,
  { origin, now }: IngressCall,
  { publicKey }: Admission,
  { nonce, challenge }: Message,
): 'valid' | 'expired' | 'absent' {
  if (challenge === 'absent') return 'absent'
  const state = checkChallenge(secrets, nonce, { publicKey, origin }, now)
  if (state !== 'forged') return state
  if (challenge === 'possible') return 'absent'
  throw unreadable('forged challenge')
}
