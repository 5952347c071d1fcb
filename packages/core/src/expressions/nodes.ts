import type { Language } from './language'
import { compilePattern } from './pattern'
import { ExpressionError } from './tokens'

/** Reads a network; addresses are for the room above. */
export type ParseNetwork = (text: string) => ((ip: string) => boolean) | undefined

type Kind = 'bool' | 'text' | 'number' | 'ip' | 'keyed' | 'list' | 'network'
type Value = boolean | string | number | readonly string[] | undefined

/** A typed part of an expression. */
export interface Node<Facts> {
  readonly kind: Kind
  readonly read: (facts: Facts) => Value
  /** Of a text that stands in the expression. */
  readonly literal?: string
  /** Of a list that stands in the expression. */
  readonly literals?: readonly string[]
  /** A field with the only texts that it can have: another one is a mistake. */
  readonly choice?: { readonly field: string; readonly values: readonly string[] }
  /** What stands under a key. */
  readonly at?: (key: string) => Node<Facts>
  readonly contains?: (ip: string) => boolean
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

export function wanted<Facts>(node: Node<Facts>, kind: Kind, otherwise: string): Node<Facts> {
  if (node.kind !== kind) throw new ExpressionError(otherwise)
  return node
}

export function textNode<Facts>(value: string): Node<Facts> {
  return { kind: 'text', read: () => value, literal: value }
}

export function listNode<Facts>(items: readonly string[]): Node<Facts> {
  return { kind: 'list', read: () => items, literals: items }
}

export function field<Facts>(name: string, { fields }: Language<Facts>): Node<Facts> {
  if (name === 'true' || name === 'false') return { kind: 'bool', read: () => name === 'true' }
  const node = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (!node) throw new ExpressionError(`there is no field "${name.slice(0, 60)}"`)
  return node
}

export function logic<Facts>(
  left: Node<Facts>,
  right: Node<Facts>,
  join: (left: () => boolean, right: () => boolean) => boolean,
): Node<Facts> {
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

export function opposite<Facts>(node: Node<Facts>): Node<Facts> {
  return { kind: 'bool', read: (facts) => node.read(facts) !== true }
}

export function equality<Facts>(
  left: Node<Facts>,
  right: Node<Facts>,
  { advice }: Language<Facts>,
): Node<Facts> {
  const isComparable = left.kind === right.kind && ['bool', 'text', 'number'].includes(left.kind)
  if (left.kind === 'ip' || right.kind === 'ip') throw new ExpressionError(advice.address)
  if (!isComparable) throw new ExpressionError('== and != compare two values of one kind')
  requireValue(left, right.literal)
  requireValue(right, left.literal)
  return {
    kind: 'bool',
    read: (facts) => {
      const value = left.read(facts)
      return value !== undefined && value === right.read(facts)
    },
  }
}

/** A rule that asks for a text that its field never has would silently never match. */
function requireValue<Facts>({ choice }: Node<Facts>, literal: string | undefined): void {
  if (!choice || literal === undefined || choice.values.includes(literal)) return
  throw new ExpressionError(`${choice.field} is never "${literal.slice(0, 30)}"`)
}

export function membership<Facts>(left: Node<Facts>, right: Node<Facts>): Node<Facts> {
  const { contains } = right
  if (left.kind === 'ip' && contains)
    return {
      kind: 'bool',
      read: (facts) => {
        const ip = left.read(facts)
        return typeof ip === 'string' && contains(ip)
      },
    }
  if (left.kind !== 'text' || right.kind !== 'list')
    throw new ExpressionError('in looks for an address in cidr() or for a text in a list')
  for (const literal of right.literals ?? []) requireValue(left, literal)
  return {
    kind: 'bool',
    read: (facts) => {
      const [text, list] = [left.read(facts), right.read(facts)]
      return typeof text === 'string' && Array.isArray(list) && list.includes(text)
    },
  }
}

export function compareTexts<Facts>(
  name: string,
  left: Node<Facts>,
  right: Node<Facts>,
  test: (left: string, right: string) => boolean,
): Node<Facts> {
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

export function compareNumbers<Facts>(
  name: string,
  left: Node<Facts>,
  right: Node<Facts>,
  test: (left: number, right: number) => boolean,
): Node<Facts> {
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

export function patternTest<Facts>(left: Node<Facts>, right: Node<Facts>): Node<Facts> {
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

export function indexed<Facts>(
  node: Node<Facts>,
  index: Node<Facts>,
  { advice }: Language<Facts>,
): Node<Facts> {
  if (node.at && index.literal !== undefined) return node.at(index.literal)
  if (node.kind === 'list' && index.kind === 'number')
    return {
      kind: 'text',
      read: (facts) => {
        const [list, at] = [node.read(facts), index.read(facts)]
        return Array.isArray(list) && typeof at === 'number' ? list[at] : undefined
      },
    }
  throw new ExpressionError(advice.index)
}

export function length<Facts>(node: Node<Facts>, { advice }: Language<Facts>): Node<Facts> {
  if (node.kind !== 'text' && node.kind !== 'list') throw new ExpressionError(advice.length)
  return {
    kind: 'number',
    read: (facts) => {
      const value = node.read(facts)
      return typeof value === 'string' || Array.isArray(value) ? value.length : 0
    },
  }
}

export function network<Facts>({ literal }: Node<Facts>, parse: ParseNetwork): Node<Facts> {
  const contains = literal === undefined ? undefined : parse(literal)
  if (!contains) throw new ExpressionError("cidr() takes a network in quotes: '192.0.2.0/24'")
  return { kind: 'network', read: () => undefined, contains }
}
