import { isLoopback } from '@whorl/enrich'
import type { House } from '../house'
import { isTlsSocket, socketAddressOf } from '../network/connection-facts'
import { mergeCookie } from '../tokens'
import type { Admission } from './admit'
import type { IngressCall } from './ingress-call'

/** The one cookie that proxy integrations let through. */
const name = '_iidt'
const maxAgeSeconds = 365 * 24 * 60 * 60

/** The value of `_iidt` in a Cookie header. */
export function visitorCookie(header: string | undefined): string | undefined {
  for (const part of (header ?? '').split(';')) {
    const text = part.trim()
    if (text.startsWith(`${name}=`)) return text.slice(name.length + 1)
  }
  return undefined
}

/** The Set-Cookie header that keeps this workspace's token beside those of others. */
export function setVisitorCookie(
  house: House,
  call: IngressCall,
  { workspace, isProxied }: Admission,
  token: string,
): string {
  const before = visitorCookie(call.request.headers.cookie)
  const value = mergeCookie(house.secrets, workspace.id, token, before)
  const attributes = cookieAttributes(cookieScene(house, call, isProxied))
  return `${name}=${value}; Path=/; Max-Age=${maxAgeSeconds}; HttpOnly; ${attributes}`
}

type CookieScene = 'http' | 'same-site' | 'cross-site'

function cookieAttributes(scene: CookieScene): string {
  if (scene === 'http') return 'SameSite=Lax'
  return scene === 'same-site' ? 'SameSite=Lax; Secure' : 'SameSite=None; Secure; Partitioned'
}

function cookieScene(
  { config }: House,
  { request, origin }: IngressCall,
  isProxied: boolean,
): CookieScene {
  const { headers, socket } = request
  const isBehindProxy = isProxied || config.trustedProxies.contains(socketAddressOf(socket))
  const forwardedHost = isProxied
    ? headers['fpjs-proxy-forwarded-host']
    : headers['x-forwarded-host']
  const host = hostName((isBehindProxy && text(forwardedHost)) || headers.host || '')
  const forwarded = isBehindProxy ? text(headers['x-forwarded-proto']) : undefined
  // A page on https may only call https, this machine aside.
  const isHttps =
    isProxied ||
    forwarded === 'https' ||
    (forwarded === undefined &&
      (isTlsSocket(socket) || (origin.startsWith('https://') && !isThisMachine(host))))
  if (!isHttps) return 'http'
  const site = headers['sec-fetch-site']
  if (typeof site === 'string') return site === 'cross-site' ? 'cross-site' : 'same-site'
  return origin === '' || isSameSite(hostName(origin), host) ? 'same-site' : 'cross-site'
}

function text(header: string | string[] | undefined): string | undefined {
  const first = Array.isArray(header) ? header[0] : header
  return first?.split(',')[0]?.trim()
}

function hostName(text: string): string {
  const url = text.includes('://') ? text : `http://${text}`
  return URL.canParse(url) ? new URL(url).hostname : ''
}

function isThisMachine(host: string): boolean {
  return (
    host === 'localhost' || host.endsWith('.localhost') || isLoopback(host.replace(/[[\]]/g, ''))
  )
}

/**
 * For browsers without Sec-Fetch-Site (Safari before 16.4). Without the public suffix list: equal,
 * one inside the other, or the same last two labels of which the second is no `co` or `com`. Where
 * this says cross-site of one site, the cookie works all the same.
 */
function isSameSite(a: string, b: string): boolean {
  if (a === b || a.endsWith(`.${b}`) || b.endsWith(`.${a}`)) return true
  const [left, right] = [a.split('.').slice(-2), b.split('.').slice(-2)]
  return left.join('.') === right.join('.') && (left[0] ?? '').length > 3
}
