import type { Language } from '../expressions/language'

/** What a rule may look at: one request for an identification. */
export interface FilterFacts {
  /** Name in lower case, with every value in the order of the request. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly ip: string
  readonly userAgent: string
  readonly isAiBot: boolean
  readonly isCrawlerBot: boolean
  readonly platform: 'js' | 'android' | 'ios' | 'unknown'
  readonly sdkVersion: string
  /** Empty for browsers. */
  readonly appPackageName: string
}

/** Fields as the vendor's guide to request filtering names them. */
export const filterLanguage: Language<FilterFacts> = {
  fields: {
    'http.request.headers': {
      kind: 'keyed',
      read: () => undefined,
      at: (key) => {
        const name = key.toLowerCase()
        return { kind: 'list', read: ({ headers }) => headers.get(name) }
      },
    },
    'http.request.ip': { kind: 'ip', read: ({ ip }) => ip },
    'http.user_agent.string': { kind: 'text', read: ({ userAgent }) => userAgent },
    'http.user_agent.is_ai_bot': { kind: 'bool', read: ({ isAiBot }) => isAiBot },
    'http.user_agent.is_crawler_bot': { kind: 'bool', read: ({ isCrawlerBot }) => isCrawlerBot },
    'sdk.version': { kind: 'text', read: ({ sdkVersion }) => sdkVersion },
    'sdk.platform.name': { kind: 'text', read: ({ platform }) => platform },
    'sdk.platform.app_package_name': { kind: 'text', read: (facts) => facts.appPackageName },
    'sdk.platform.is_android': { kind: 'bool', read: ({ platform }) => platform === 'android' },
    'sdk.platform.is_browser': { kind: 'bool', read: ({ platform }) => platform === 'js' },
    'sdk.platform.is_ios': { kind: 'bool', read: ({ platform }) => platform === 'ios' },
    'sdk.platform.is_unknown': { kind: 'bool', read: ({ platform }) => platform === 'unknown' },
  },
  name: /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*/y,
  advice: {
    address: "an address is compared by: http.request.ip in cidr('192.0.2.0/24')",
    index: "a header is read by: http.request.headers['Origin'][0]",
    length: 'len() takes a text or the values of a header',
  },
}
