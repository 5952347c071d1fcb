import { resolve } from 'node:path'
import {
  type AddressRanges,
  authorityOf,
  type ForwardedSignatures,
  parseRanges,
} from '@whorl/enrich'
import { StartError } from './start-error'

/** Everything an operator can set from outside, read once at start. */
export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute path. */
  readonly dataFolder: string
  readonly databaseUrl: string
  readonly searchBudgetMs: number
  readonly trustedProxies: AddressRanges
  readonly outboundAllow: AddressRanges
  readonly webhookTimeoutMs: number
  readonly mode: 'production' | 'development'
  readonly provisionFile: string | undefined
  readonly secretKey: string | undefined
  readonly demo: 'on' | 'loopback' | 'off'
  readonly logLevel: LogLevel
  readonly metricsKey: string | undefined
  /** Absolute path; `undefined`: the folder `crawlers` of the data folder. */
  readonly crawlersFolder: string | undefined
  readonly crawlerDns: 'on' | 'off'
  /** In lower case, with a port unless it is the default one. */
  readonly publicHosts: readonly string[]
  /** Absolute path; set together with `tlsKey`. */
  readonly tlsCert: string | undefined
  readonly tlsKey: string | undefined
  readonly proxyProtocol: 'on' | 'off'
  readonly forwardedSignatures: ForwardedSignatures
  readonly netdata: 'city' | 'country' | 'off'
  readonly netdataUpdate: 'on' | 'off'
  /** Absolute paths. */
  readonly ipDatabases: readonly string[]
}

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent'

/** One environment variable: the docs table and `whorl doctor` are made from these. */
export interface Setting<Value = unknown> {
  readonly variable: `WHORL_${string}`
  /** For people: `integer 0 to 65535`. */
  readonly type: string
  /** For people; the value itself when it is set by text. */
  readonly defaultText: string
  readonly docs: string
  /** Never printed. */
  readonly isSecret: boolean
  /** @throws RangeError whose message completes "WHORL_X must be …" */
  readonly read: (text: string | undefined) => Value
}

type Declaration<Value> = Omit<Setting<Value>, 'isSecret'> & { isSecret?: boolean }

const define = <Value>({ isSecret = false, ...rest }: Declaration<Value>): Setting<Value> => ({
  ...rest,
  isSecret,
})

/** Every setting, in the order of the documentation. The only place that names the variables. */
export const settings = {
  port: define({
    variable: 'WHORL_PORT',
    type: 'integer 0 to 65535',
    defaultText: '8080',
    docs: 'TCP port; 0 lets the system choose one.',
    read: (text) => integer(text ?? '8080', 0, 65_535),
  }),
  host: define({
    variable: 'WHORL_HOST',
    type: 'address',
    defaultText: '127.0.0.1',
    docs: 'Address to listen on; with 127.0.0.1 also ::1. Use 0.0.0.0 in a container.',
    read: (text) => text ?? '127.0.0.1',
  }),
  dataFolder: define({
    variable: 'WHORL_DATA',
    type: 'folder',
    defaultText: './data',
    docs: 'Folder of the embedded database and the secret key; made when it is missing.',
    read: (text) => resolve(text ?? './data'),
  }),
  databaseUrl: define({
    variable: 'WHORL_DATABASE',
    type: '`sqlite:` or `postgres://` URL',
    defaultText: 'sqlite:',
    docs: 'Where events are kept. `sqlite:` alone is a file in the data folder.',
    isSecret: true,
    read: databaseUrl,
  }),
  searchBudgetMs: define({
    variable: 'WHORL_SEARCH_BUDGET_MS',
    type: 'integer 1 to 600000',
    defaultText: '10000',
    docs: 'A search of events that takes longer, its wait included, is given up: 504.',
    read: (text) => integer(text ?? '10000', 1, 600_000),
  }),
  trustedProxies: define({
    variable: 'WHORL_TRUSTED_PROXIES',
    type: 'comma-separated CIDR list',
    defaultText: '(empty)',
    docs: 'Proxies whose X-Forwarded-For and X-Forwarded-Proto are believed.',
    read: ranges,
  }),
  outboundAllow: define({
    variable: 'WHORL_OUTBOUND_ALLOW',
    type: 'comma-separated CIDR list',
    defaultText: '(empty)',
    docs: 'Private addresses that webhooks may reach nevertheless.',
    read: ranges,
  }),
  webhookTimeoutMs: define({
    variable: 'WHORL_WEBHOOK_TIMEOUT_MS',
    type: 'integer 1000 to 60000',
    defaultText: '10000',
    docs: 'How long the receiver of a webhook may take. Three times as long a delivery belongs to the server that began it.',
    read: (text) => integer(text ?? '10000', 1_000, 60_000),
  }),
  mode: define({
    variable: 'WHORL_MODE',
    type: '`production` or `development`',
    defaultText: 'production',
    docs: 'Development also takes payloads as plain JSON, x-whorl-now and POST /dev/tick.',
    read: (text) => oneOf(text ?? 'production', ['production', 'development'] as const),
  }),
  provisionFile: define({
    variable: 'WHORL_PROVISION',
    type: 'JSON file',
    defaultText: '(none)',
    docs: 'Workspaces, environments and keys to create at start, idempotently.',
    read: file,
  }),
  secretKey: define({
    variable: 'WHORL_SECRET_KEY',
    type: 'text of 32 characters or more',
    defaultText: 'secret.key in the data folder, made at the first start',
    docs: 'Signs tokens and encrypts stored secrets. Required with PostgreSQL. Back it up.',
    isSecret: true,
    read: secretKey,
  }),
  demo: define({
    variable: 'WHORL_DEMO',
    type: '`on`, `loopback` or `off`',
    defaultText: 'loopback',
    docs: 'Who may open /demo: everybody, only this machine, nobody.',
    read: (text) => oneOf(text ?? 'loopback', ['on', 'loopback', 'off'] as const),
  }),
  logLevel: define({
    variable: 'WHORL_LOG_LEVEL',
    type: '`fatal`, `error`, `warn`, `info`, `debug` or `silent`',
    defaultText: 'info',
    docs: 'Least serious level that is logged.',
    read: (text) =>
      oneOf(text ?? 'info', ['fatal', 'error', 'warn', 'info', 'debug', 'silent'] as const),
  }),
  metricsKey: define({
    variable: 'WHORL_METRICS_KEY',
    type: 'text of 16 characters or more',
    defaultText: '(none)',
    docs: 'Bearer token for /metrics from other machines; without it only loopback may read.',
    isSecret: true,
    read: metricsKey,
  }),
  crawlersFolder: define({
    variable: 'WHORL_CRAWLERS',
    type: 'folder',
    defaultText: 'crawlers in the data folder',
    docs: 'Published address lists of crawlers and keys of signing agents; see Crawlers and agents.',
    read: file,
  }),
  crawlerDns: define({
    variable: 'WHORL_CRAWLER_DNS',
    type: '`on` or `off`',
    defaultText: 'off',
    docs: 'Whether the DNS is asked for the address of a visitor that calls itself a crawler.',
    read: (text) => oneOf(text ?? 'off', ['on', 'off'] as const),
  }),
  publicHosts: define({
    variable: 'WHORL_PUBLIC_HOSTS',
    type: 'comma-separated host names',
    defaultText: '(empty)',
    docs: 'Names under which visitors reach the server; signatures of agents for others do not count.',
    read: hosts,
  }),
  tlsCert: define({
    variable: 'WHORL_TLS_CERT',
    type: 'PEM file',
    defaultText: '(none)',
    docs: 'Certificate chain: the server itself speaks https, HTTP/2 too. Needs WHORL_TLS_KEY.',
    read: file,
  }),
  tlsKey: define({
    variable: 'WHORL_TLS_KEY',
    type: 'PEM file',
    defaultText: '(none)',
    docs: 'Private key of the certificate, without a passphrase.',
    read: file,
  }),
  proxyProtocol: define({
    variable: 'WHORL_PROXY_PROTOCOL',
    type: '`on` or `off`',
    defaultText: 'off',
    docs: 'Trusted proxies begin each connection with a PROXY header, version 1 or 2.',
    read: (text) => oneOf(text ?? 'off', ['on', 'off'] as const),
  }),
  forwardedSignatures: define({
    variable: 'WHORL_FORWARDED_SIGNATURES',
    type: '`off`, `cloudflare` or `whorl`',
    defaultText: 'off',
    docs: 'JA4 of the visitor that trusted proxies tell: by cf-ja4, or by x-whorl-ja4.',
    read: (text) => oneOf(text ?? 'off', ['off', 'cloudflare', 'whorl'] as const),
  }),
  netdata: define({
    variable: 'WHORL_NETDATA',
    type: '`city`, `country` or `off`',
    defaultText: 'city',
    docs: 'Which installed data about addresses are prepared at the first start, once: city takes 100 MB of memory, country 20 MB.',
    read: (text) => oneOf(text ?? 'city', ['city', 'country', 'off'] as const),
  }),
  netdataUpdate: define({
    variable: 'WHORL_NETDATA_UPDATE',
    type: '`on` or `off`',
    defaultText: 'off',
    docs: 'Whether lists about addresses are fetched from their publishers, each in its own interval.',
    read: (text) => oneOf(text ?? 'off', ['on', 'off'] as const),
  }),
  ipDatabases: define({
    variable: 'WHORL_IP_DATABASES',
    type: 'comma-separated files',
    defaultText: '(none)',
    docs: 'Databases in MaxMind’s format that are asked before all other data about addresses, in this order.',
    read: (text) =>
      (text ?? '')
        .split(',')
        .map((path) => path.trim())
        .filter((path) => path !== '')
        .map((path) => resolve(path)),
  }),
} satisfies { [Name in keyof Config]: Setting<Config[Name]> }

/**
 * Reads the configuration. Empty variables count as unset; unknown `WHORL_*` names are refused,
 * because a misspelt one would silently do nothing.
 *
 * @throws StartError with one sentence about the first wrong value
 */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const known = new Set<string>(Object.values(settings).map(({ variable }) => variable))
  const stranger = Object.keys(env).find((name) => name.startsWith('WHORL_') && !known.has(name))
  if (stranger) throw new StartError(`${stranger} is not a setting of Whorl; see \`whorl doctor\`.`)
  const entries = Object.entries(settings).map(([name, setting]) => [
    name,
    readSetting(setting, env),
  ])
  // The `satisfies` above ties every name to the type of its value.
  return Object.fromEntries(entries) as Config
}

function readSetting(
  { variable, read, isSecret }: Setting,
  env: Readonly<Record<string, string | undefined>>,
): unknown {
  const text = env[variable]?.trim() || undefined
  try {
    return read(text)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    const shown = isSecret ? '' : `, not "${text ?? ''}"`
    throw new StartError(`${variable} must be ${cause.message}${shown}.`, cause)
  }
}

function integer(text: string, min: number, max: number): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= min && value <= max)) throw new RangeError(`an integer from ${min} to ${max}`)
  return value
}

function file(text: string | undefined): string | undefined {
  return text === undefined ? undefined : resolve(text)
}

function oneOf<const Word extends string>(text: string, words: readonly Word[]): Word {
  const word = words.find((candidate) => candidate === text)
  if (word === undefined) throw new RangeError(`one of ${words.join(', ')}`)
  return word
}

const split = (text: string | undefined) =>
  (text ?? '').split(/[\s,]+/).filter((entry) => entry !== '')

function ranges(text: string | undefined): AddressRanges {
  const entries = split(text)
  try {
    return parseRanges(entries)
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause
    throw new RangeError('a list of addresses and CIDR ranges such as 10.0.0.0/8,::1', { cause })
  }
}

function hosts(text: string | undefined): readonly string[] {
  const names = split(text)
  return names.map(authorityOf).map((name) => {
    // What is more than a host and a port comes back changed, or not at all: https://x, x/path, a@x.
    if (!URL.canParse(`http://${name}`) || new URL(`http://${name}`).host !== name)
      throw new RangeError('a list of host names such as id.example.com,id.example.org:8443')
    return name
  })
}

function databaseUrl(text: string | undefined): string {
  const url = text ?? 'sqlite:'
  if (!/^(sqlite:|postgres(ql)?:\/\/)/.test(url))
    throw new RangeError('a URL that begins with sqlite: or postgres://')
  return url
}

function secretKey(text: string | undefined): string | undefined {
  if (text !== undefined && text.length < 32) throw new RangeError('at least 32 characters long')
  return text
}

function metricsKey(text: string | undefined): string | undefined {
  if (text !== undefined && text.length < 16) throw new RangeError('at least 16 characters long')
  return text
}
