import { timingSafeEqual } from 'node:crypto'
import type { Anchor } from '@whorl/core'
import { visitorIdPattern } from '@whorl/wire'
import { mac, type Secrets } from './secrets'

/**
 * A visitor token: `<key id>.<workspace>.<hidden id and storage><tag>`. The tag is a MAC over
 * workspace, id and storage and proves them; both are hidden under a stream made from the tag,
 * because under zero trust the browser may carry its id but not read it. Older tokens hold no
 * storage: 48 characters in the last part instead of 60. Both lengths are multiples of four, so that
 * no character has bits that reading leaves out.
 */
const tokenPattern = /^([0-9a-f]{8})\.([0-9A-Za-z_-]{8})\.([0-9A-Za-z_-]{48}|[0-9A-Za-z_-]{60})$/
const tagBytes = 16
const idBytes = 20

/** Cookies ignore ports and paths: several workspaces may share one `_iidt`. */
export const cookieTokensMax = 4
const separator = '~'

type TokenSecrets = Pick<Secrets, 'keyId' | 'token'>

/** Signs for one workspace a visitor id and the storage that the token is for. */
export function signToken(
  secrets: TokenSecrets,
  workspaceId: string,
  { visitorId, storage }: { readonly visitorId: string; readonly storage: string },
): string {
  const text = visitorId + storage
  const tag = tokenTag(secrets, workspaceId, text)
  const hidden = mask(secrets, Buffer.from(text, 'ascii'), tag)
  const body = Buffer.concat([hidden, tag]).toString('base64url')
  return `${secrets.keyId}.${workspaceMark(secrets, workspaceId)}.${body}`
}

/**
 * What one carried token proves. A token of another workspace or of another installation is
 * nobody's lie and proves nothing: `undefined`.
 */
export function readToken(
  secrets: TokenSecrets,
  workspaceId: string,
  carrier: Anchor['carrier'],
  token: string,
): Anchor | undefined {
  const [, keyId, mark, body] = tokenPattern.exec(token) ?? []
  if (keyId === undefined || body === undefined) return { carrier, state: 'forged' }
  if (keyId !== secrets.keyId || mark !== workspaceMark(secrets, workspaceId)) return undefined
  const bytes = Buffer.from(body, 'base64url')
  const tag = bytes.subarray(-tagBytes)
  const text = mask(secrets, bytes.subarray(0, -tagBytes), tag).toString('latin1')
  const visitorId = text.slice(0, idBytes)
  const storage = text.slice(idBytes)
  const isProven =
    timingSafeEqual(tag, tokenTag(secrets, workspaceId, text)) && visitorIdPattern.test(visitorId)
  if (!isProven) return { carrier, state: 'forged' }
  return { carrier, state: 'valid', visitorId, ...(storage !== '' && { storage }) }
}

/** Everything the browser presented: the HttpOnly cookie and what the page's own storage held. */
export function readAnchors(
  secrets: TokenSecrets,
  workspaceId: string,
  carried: {
    readonly httpCookie: string | undefined
    readonly stored: Readonly<Partial<Record<'cookie' | 'local' | 'indexed', string>>> | undefined
  },
): Anchor[] {
  const fromCookie = splitCookie(carried.httpCookie).map((token) => ['httpCookie', token] as const)
  const fromPage = (['cookie', 'local', 'indexed'] as const).flatMap((carrier) => {
    const token = carried.stored?.[carrier]
    return token ? [[carrier, token] as const] : []
  })
  // Carriers usually agree: the same text is proven once.
  const read = new Map<string, Anchor | undefined>()
  return [...fromCookie, ...fromPage].flatMap(([carrier, token]) => {
    if (!read.has(token)) read.set(token, readToken(secrets, workspaceId, carrier, token))
    const anchor = read.get(token)
    return anchor ? [{ ...anchor, carrier }] : []
  })
}

/** The next value of `_iidt`: this workspace's token first, then what else was there. */
export function mergeCookie(
  secrets: TokenSecrets,
  workspaceId: string,
  token: string,
  before: string | undefined,
): string {
  const own = workspaceMark(secrets, workspaceId)
  const others = splitCookie(before).filter(
    (other) => tokenPattern.test(other) && other.split('.')[1] !== own,
  )
  return [token, ...others].slice(0, cookieTokensMax).join(separator)
}

function splitCookie(value: string | undefined): string[] {
  return (value ?? '').split(separator, cookieTokensMax).filter((token) => token !== '')
}

function tokenTag({ keyId, token }: TokenSecrets, workspaceId: string, text: string): Buffer {
  return mac(token, 'tag', keyId, workspaceId, text).subarray(0, tagBytes)
}

function workspaceMark({ token }: TokenSecrets, workspaceId: string): string {
  return mac(token, 'workspace', workspaceId).subarray(0, 6).toString('base64url')
}

function mask({ token }: TokenSecrets, id: Uint8Array, tag: Uint8Array): Buffer {
  const stream = mac(token, 'mask', tag)
  return Buffer.from(id.map((byte, index) => byte ^ (stream[index] ?? 0)))
}
