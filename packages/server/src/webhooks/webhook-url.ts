import {
  type AddressRanges,
  isPublicAddress,
  type Resolve,
  refusalOf,
  refusalOfLiteral,
  systemResolve,
} from '@whorl/enrich'

const urlLengthMax = 2_000
const resolveMs = 5_000

/** Whether webhooks may reach this address: a public one, or one that the operator allowed. */
export function createMayReach(outboundAllow: AddressRanges): (address: string) => boolean {
  return (address) => isPublicAddress(address) || outboundAllow.contains(address)
}

/**
 * What is wrong with an address of a webhook, without asking the DNS; `undefined` when nothing is.
 *
 * @returns a sentence without its full stop
 */
export function mistakeInUrl(
  text: string,
  mayReach: (address: string) => boolean,
): string | undefined {
  if (text.length > urlLengthMax) return `the address is longer than ${urlLengthMax} characters`
  // The parser would silently drop line breaks and tabs, and what it dropped was meant to hide.
  if (/[\s\p{Cc}\\]/u.test(text)) return 'the address holds a blank or a backslash'
  if (!URL.canParse(text)) return 'the address cannot be read'
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    return 'the address must begin with https:// or http://'
  if (url.username !== '' || url.password !== '')
    return 'the address must not hold credentials; use basicAuth'
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80))
  // Below 1024 live other protocols that could take a request for commands.
  if (port !== 80 && port !== 443 && port < 1024)
    return `port ${port} is not allowed; use 80, 443 or one from 1024 on`
  return refusalOfLiteral(url, mayReach)
}

/** The same, and every address that the DNS gives for the host now. */
export async function mistakeInHost(
  text: string,
  mayReach: (address: string) => boolean,
  resolve: Resolve = systemResolve,
): Promise<string | undefined> {
  const mistake = mistakeInUrl(text, mayReach)
  if (mistake !== undefined) return mistake
  const { hostname } = new URL(text)
  if (hostname.startsWith('[')) return undefined
  const addresses = await addressesOf(hostname, resolve)
  if (!addresses) return `the DNS does not know ${hostname}`
  return refusalOf(hostname, addresses, mayReach)
}

function addressesOf(host: string, resolve: Resolve) {
  return new Promise<readonly { readonly address: string }[] | undefined>((done) => {
    const timer = setTimeout(() => done(undefined), resolveMs)
    resolve(host, (error, addresses) => {
      clearTimeout(timer)
      done(error ? undefined : addresses)
    })
  })
}
