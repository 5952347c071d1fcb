import type { Language } from './language'
import {
  compareNumbers,
  compareTexts,
  equality,
  field,
  indexed,
  length,
  listNode,
  logic,
  membership,
  type Node,
  network,
  numberTests,
  opposite,
  type ParseNetwork,
  patternTest,
  textFunctions,
  textNode,
  textTests,
  wanted,
} from './nodes'
import { PatternError } from './pattern'
import { ExpressionError, type Token, tokensOf } from './tokens'

export type CompiledExpression<Facts> =
  | { readonly matches: (facts: Facts) => boolean }
  /** A sentence for whoever wrote the expression. */
  | { readonly error: string }

const charsMax = 4_096
const depthMax = 32

/**
 * Compiles an expression, typed, so that a mistake is told when it is written. Evaluating never
 * fails: what the facts do not have equals nothing and contains nothing.
 */
export function compile<Facts>(
  expression: string,
  language: Language<Facts>,
  parseNetwork: ParseNetwork,
): CompiledExpression<Facts> {
  if (expression.length > charsMax) return { error: 'an expression has at most 4096 characters' }
  try {
    const tokens = tokensOf(expression, language.name)
    const node = new Parser(tokens, language, parseNetwork).parse()
    return { matches: (facts) => node.read(facts) === true }
  } catch (cause) {
    if (cause instanceof ExpressionError || cause instanceof PatternError)
      return { error: cause.message }
    throw cause
  }
}

/** Recursive descent; each level of precedence is one method. */
class Parser<Facts> {
  readonly #tokens: readonly Token[]
  readonly #language: Language<Facts>
  readonly #parseNetwork: ParseNetwork
  #at = 0
  #depth = 0

  constructor(tokens: readonly Token[], language: Language<Facts>, parseNetwork: ParseNetwork) {
    this.#tokens = tokens
    this.#language = language
    this.#parseNetwork = parseNetwork
  }

  parse(): Node<Facts> {
    if (this.#tokens.length === 0) throw new ExpressionError('the expression is empty')
    const node = this.#or()
    const rest = this.#tokens[this.#at]
    if (rest) throw new ExpressionError(`the expression goes on with "${shown(rest)}"`)
    return wanted(node, 'bool', 'an expression must be true or false')
  }

  #or(): Node<Facts> {
    let left = this.#and()
    while (this.#take('||', 'or')) left = logic(left, this.#and(), (a, b) => a() || b())
    return left
  }

  #and(): Node<Facts> {
    let left = this.#not()
    while (this.#take('&&', 'and')) left = logic(left, this.#not(), (a, b) => a() && b())
    return left
  }

  #not(): Node<Facts> {
    return this.#deeper(() => {
      if (!this.#take('!', 'not')) return this.#comparison()
      return opposite(wanted(this.#not(), 'bool', 'only true or false has an opposite'))
    })
  }

  #comparison(): Node<Facts> {
    const left = this.#postfix()
    const isNegated = this.#take('not')
    const operator = this.#tokens[this.#at]
    const name = operator?.kind === 'sign' || operator?.kind === 'name' ? operator.value : ''
    const make = this.#operators()[name]
    if (!make || (isNegated && operator?.kind !== 'name')) {
      if (isNegated) throw new ExpressionError('"not" must stand before in, contains or matches')
      return left
    }
    this.#at += 1
    const node = make(left, this.#postfix())
    return isNegated ? opposite(node) : node
  }

  #operators(): Readonly<Record<string, (left: Node<Facts>, right: Node<Facts>) => Node<Facts>>> {
    const tests = Object.entries(textTests).map(([name, test]) => [
      name,
      (left: Node<Facts>, right: Node<Facts>) => compareTexts(name, left, right, test),
    ])
    const numbers = Object.entries(numberTests).map(([name, test]) => [
      name,
      (left: Node<Facts>, right: Node<Facts>) => compareNumbers(name, left, right, test),
    ])
    return {
      '==': (left, right) => equality(left, right, this.#language),
      '!=': (left, right) => opposite(equality(left, right, this.#language)),
      in: membership,
      matches: patternTest,
      ...Object.fromEntries([...tests, ...numbers]),
    }
  }

  #postfix(): Node<Facts> {
    let node = this.#primary()
    while (this.#take('[')) {
      const index = this.#or()
      this.#expect(']')
      node = indexed(node, index, this.#language)
    }
    return node
  }

  #primary(): Node<Facts> {
    const token = this.#tokens[this.#at]
    if (!token) throw new ExpressionError('the expression ends too early')
    this.#at += 1
    if (token.kind === 'text') return textNode(token.value)
    if (token.kind === 'number') return { kind: 'number', read: () => token.value }
    if (token.kind === 'name')
      return this.#take('(') ? this.#call(token.value) : field(token.value, this.#language)
    if (token.value === '(') {
      const node = this.#or()
      this.#expect(')')
      return node
    }
    if (token.value === '[') return this.#list()
    throw new ExpressionError(`the expression cannot hold "${token.value}" there`)
  }

  #list(): Node<Facts> {
    const items: string[] = []
    while (!this.#take(']')) {
      if (items.length > 0) this.#expect(',')
      const { literal } = this.#primary()
      if (literal === undefined) throw new ExpressionError('a list can hold texts only')
      items.push(literal)
    }
    return listNode(items)
  }

  #call(name: string): Node<Facts> {
    const value = this.#or()
    this.#expect(')')
    if (name === 'cidr') return network(value, this.#parseNetwork)
    if (name === 'len') return length(value, this.#language)
    const change = Object.hasOwn(textFunctions, name) ? textFunctions[name] : undefined
    if (!change) throw new ExpressionError(`there is no function "${name}"`)
    const text = wanted(value, 'text', `${name}() takes a text`)
    return {
      kind: 'text',
      read: (facts) => {
        const read = text.read(facts)
        return typeof read === 'string' ? change(read) : undefined
      },
    }
  }

  #deeper(read: () => Node<Facts>): Node<Facts> {
    this.#depth += 1
    if (this.#depth > depthMax) throw new ExpressionError('the expression is nested too deep')
    const node = read()
    this.#depth -= 1
    return node
  }

  #take(...spellings: readonly string[]): boolean {
    const token = this.#tokens[this.#at]
    const isIt =
      (token?.kind === 'sign' || token?.kind === 'name') && spellings.includes(token.value)
    if (isIt) this.#at += 1
    return isIt
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new ExpressionError(`a ${sign} is missing in the expression`)
  }
}

const shown = ({ value }: Token): string => String(value).slice(0, 40)
