import { compilePattern } from './pattern'
import { ExpressionError } from './tokens'

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

/** Reads a network; addresses are for the room above. */
export type ParseNetwork = (text: string) => ((ip: string) => boolean) | undefined

type Kind = 'bool' | 'text' | 'number' | 'ip' | 'headers' | 'list' | 'network'
type Value = boolean | string | number | readonly string[] | undefined

export interface Node {
  readonly kind: Kind
  readonly read: (facts: FilterFacts) => Value
  /** Of a text that stands in the expression. */
  readonly literal?: string
  readonly contains?: (ip: string) => boolean
}

const fields: Readonly<Record<string, Node>> = {
  'http.request.headers': { kind: 'headers', read: () => undefined },
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
  true: { kind: 'bool', read: () => true },
  false: { kind: 'bool', read: () => false },
}

export const textFunctions: Readonly<Record<string, (text: string) => string>> = {
  lower: (text) => text.toLowerCase(),
  upper: (text) => text.toUpperCase(),
  trim: (text) => text.trim(),
}

export const textTests: Readonly<Record<string, (left: string, right: string) => boolean>> = {
  contains: (left, right) => left.includes(right),
  startsWith: (left, right) => left.startsWith(right),
  endsWith: (left, right) => left.endsWith(right),
}

export const numberTests: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right,
  '>': (left, right) => left > right,
  '<=': (left, right) => left <= right,
  '>=': (left, right) => left >= right,
}

export function wanted(node: Node, kind: Kind, otherwise: string): Node {
  if (node.kind !== kind) throw new ExpressionError(otherwise)
  return node
}

export function textNode(value: string): Node {
  return { kind: 'text', read: () => value, literal: value }
}

export function field(name: string): Node {
  const node = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (!node) throw new ExpressionError(`there is no field "${name.slice(0, 60)}"`)
  return node
}

export function logic(
  left: Node,
  right: Node,
  join: (left: () => boolean, right: () => boolean) => boolean,
): Node {
  const otherwise = '&& and || join what is true or false'
  const [a, b] = [wanted(left, 'bool', otherwise), wanted(right, 'bool', otherwise)]
  return {
    kind: 'bool',
    read: (facts) =>
      join(
        () => a.read(facts) === true,
        () => b.read(facts) === true,
      ),
  }
}

export function opposite(node: Node): Node {
  return { kind: 'bool', read: (facts) => node.read(facts) !== true }
}

export function equality(left: Node, right: Node): Node {
  const isComparable = left.kind === right.kind && ['bool', 'text', 'number'].includes(left.kind)
  if (left.kind === 'ip' || right.kind === 'ip')
    throw new ExpressionError("an address is compared by: http.request.ip in cidr('192.0.2.0/24')")
  if (!isComparable) throw new ExpressionError('== and != compare two values of one kind')
  return {
    kind: 'bool',
    read: (facts) => {
      const value = left.read(facts)
      return value !== undefined && value === right.read(facts)
    },
  }
}

export function membership(left: Node, right: Node): Node {
  const { contains } = right
  if (left.kind === 'ip' && contains)
    return {
      kind: 'bool',
      read: (facts) => contains(facts.ip),
    }
  if (left.kind !== 'text' || right.kind !== 'list')
    throw new ExpressionError('in looks for an address in cidr() or for a text in a list')
  return {
    kind: 'bool',
    read: (facts) => {
      const [text, list] = [left.read(facts), right.read(facts)]
      return typeof text === 'string' && Array.isArray(list) && list.includes(text)
    },
  }
}

export function compareTexts(
  name: string,
  left: Node,
  right: Node,
  test: (left: string, right: string) => boolean,
): Node {
  if (left.kind !== 'text' || right.kind !== 'text')
    throw new ExpressionError(`${name} compares two texts`)
  return {
    kind: 'bool',
    read: (facts) => {
      const [a, b] = [left.read(facts), right.read(facts)]
      return typeof a === 'string' && typeof b === 'string' && test(a, b)
    },
  }
}

export function compareNumbers(
  name: string,
  left: Node,
  right: Node,
  test: (left: number, right: number) => boolean,
): Node {
  if (left.kind !== 'number' || right.kind !== 'number')
    throw new ExpressionError(`${name} compares two numbers`)
  return {
    kind: 'bool',
    read: (facts) => {
      const [a, b] = [left.read(facts), right.read(facts)]
      return typeof a === 'number' && typeof b === 'number' && test(a, b)
    },
  }
}

export function patternTest(left: Node, right: Node): Node {
  if (left.kind !== 'text' || right.literal === undefined)
    throw new ExpressionError('matches compares a text with a pattern in quotes')
  const pattern = compilePattern(right.literal)
  return {
    kind: 'bool',
    read: (facts) => {
      const text = left.read(facts)
      return typeof text === 'string' && pattern.matches(text)
    },
  }
}

export function indexed(node: Node, index: Node): Node {
  if (node.kind === 'headers' && index.literal !== undefined) {
    const name = index.literal.toLowerCase()
    return { kind: 'list', read: ({ headers }) => headers.get(name) }
  }
  if (node.kind === 'list' && index.kind === 'number')
    return {
      kind: 'text',
      read: (facts) => {
        const [list, at] = [node.read(facts), index.read(facts)]
        return Array.isArray(list) && typeof at === 'number' ? list[at] : undefined
      },
    }
  throw new ExpressionError("a header is read by: http.request.headers['Origin'][0]")
}

export function length(node: Node): Node {
  if (node.kind !== 'text' && node.kind !== 'list')
    throw new ExpressionError('len() takes a text or the values of a header')
  return {
    kind: 'number',
    read: (facts) => {
      const value = node.read(facts)
      return typeof value === 'string' || Array.isArray(value) ? value.length : 0
    },
  }
}

export function network({ literal }: Node, parse: ParseNetwork): Node {
  const contains = literal === undefined ? undefined : parse(literal)
  if (!contains) throw new ExpressionError("cidr() takes a network in quotes: '192.0.2.0/24'")
  return { kind: 'network', read: () => undefined, contains }
}
