import {
  type InnerList,
  type Item,
  isInnerList,
  parseDictionary,
  serializeInnerList,
  serializeItem,
} from 'structured-headers'
import { findHeader } from '../headers'

/** What a signature can cover of a request, as the server sees it. */
export interface SignedRequest {
  readonly method: string
  /** Path and query as sent. */
  readonly target: string
  /** The Host that the request was sent to, in lower case and without a default port. */
  readonly authority: string
  /** Names and values in turn, as Node's `rawHeaders` gives them. */
  readonly rawHeaders: readonly string[]
  /**
   * The whole address, when the request did not come here but was reported by the server it was
   * sent to, whose secret key answers for it. Then the authority is that server's own, whatever it
   * is, and `@target-uri` and `@scheme` can be told. Absent for requests to this server.
   */
  readonly vouchedUrl?: string
}

/**
 * The text that RFC 9421, section 2.5, lets sign. `undefined` when it covers something that this
 * server cannot tell (`@target-uri` of a request to itself: a proxy may stand in front), that is
 * absent, or that it covers twice.
 */
export function signatureBase(request: SignedRequest, input: InnerList): string | undefined {
  const lines = new Map<string, string>()
  for (const component of input[0]) {
    const id = serializeItem(component)
    const value = componentValue(request, component)
    if (value === undefined || lines.has(id)) return undefined
    lines.set(id, value)
  }
  const covered = [...lines].map(([id, value]) => `${id}: ${value}\n`).join('')
  return `${covered}"@signature-params": ${serializeInnerList(input)}`
}

function componentValue(request: SignedRequest, [name, params]: Item): string | undefined {
  if (typeof name !== 'string') return undefined
  if (name.startsWith('@')) return params.size === 0 ? derived(request, name) : undefined
  const field = findHeader(request.rawHeaders, name)?.trim()
  const key = params.get('key')
  if (field === undefined || key === undefined) return params.size === 0 ? field : undefined
  return params.size === 1 && typeof key === 'string' ? memberValue(field, key) : undefined
}

function derived(request: SignedRequest, name: string): string | undefined {
  const { method, target, authority, vouchedUrl } = request
  const queryAt = target.indexOf('?')
  if (name === '@authority') return authority
  if (name === '@method') return method
  if (name === '@path') return (queryAt < 0 ? target : target.slice(0, queryAt)) || '/'
  if (name === '@query') return queryAt < 0 ? '?' : target.slice(queryAt)
  if (vouchedUrl === undefined) return undefined
  const scheme = vouchedUrl.slice(0, vouchedUrl.indexOf(':')).toLowerCase()
  if (name === '@scheme') return scheme
  if (name === '@target-uri') return `${scheme}://${authority}${withPath(target)}`
  return undefined
}

/** A path that is empty is sent as `/` (RFC 9110, 4.2.3). */
function withPath(target: string): string {
  return target.startsWith('/') ? target : `/${target}`
}

/** One member of a field that is a dictionary (`"signature-agent";key="sig1"`). */
function memberValue(field: string, key: string): string | undefined {
  const member = parseDictionary(field).get(key)
  if (!member) return undefined
  return isInnerList(member) ? serializeInnerList(member) : serializeItem(member)
}
