/**
 * An entry of an environment's list of allowed origins, parsed:
 * `https://shop.example.com:8443` (exact), `shop.example.com` (any scheme and port),
 * `*.example.com` and `https://*.example.com` (one or more labels before it, never itself).
 */
export interface OriginRule {
  /** `https:`; absent for any. */
  readonly scheme?: string
  readonly host: string
  readonly isWildcard: boolean
  /** Empty for the scheme's own port; absent for any. */
  readonly port?: string
}

const rulePattern =
  /^(?:(https?):\/\/)?(\*\.)?([^/:*?#@\s[\]]+|\[[0-9a-f:.]+\])(?::(\d{1,5}))?\/?$/i
const defaultPorts: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' }

/** @returns `undefined` when the text is no rule */
export function parseOriginRule(text: string): OriginRule | undefined {
  const [, scheme, wildcard, name, port] = rulePattern.exec(text.trim()) ?? []
  if (name === undefined || Number(port ?? 0) > 65_535) return undefined
  const host = normalHost(name)
  if (host === undefined || (wildcard !== undefined && !/^[^.].*\..|^localhost$/.test(host)))
    return undefined
  const rule = { host, isWildcard: wildcard !== undefined }
  if (scheme === undefined) return port === undefined ? rule : { ...rule, port }
  const own = `${scheme.toLowerCase()}:`
  return { ...rule, scheme: own, port: port === defaultPorts[own] ? '' : (port ?? '') }
}

/** Lower case and punycode, as browsers send it. */
function normalHost(name: string): string | undefined {
  return URL.canParse(`http://${name}`) ? new URL(`http://${name}`).hostname : undefined
}

/** Whether an Origin header is on the list. An empty list allows every origin. */
export function isAllowedOrigin(origin: string, rules: readonly string[]): boolean {
  if (rules.length === 0) return true
  if (!/^https?:\/\/[^/?#@\s]+$/i.test(origin) || !URL.canParse(origin)) return false
  const { protocol, hostname, port } = new URL(origin)
  return rules.some((text) => {
    const rule = parseOriginRule(text)
    if (!rule) return false
    const hasHost = rule.isWildcard
      ? hostname.endsWith(`.${rule.host}`) && hostname.length > rule.host.length + 1
      : hostname === rule.host
    if (!hasHost || (rule.scheme !== undefined && rule.scheme !== protocol)) return false
    if (rule.port === undefined) return true
    const isOwnPort = port === '' && rule.port === defaultPorts[protocol]
    return port === rule.port || isOwnPort
  })
}
