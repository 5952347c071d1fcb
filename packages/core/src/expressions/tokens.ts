/** One sentence about what is wrong with an expression. */
export class ExpressionError extends Error {}

export type Token =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  /** A name or a path of names: `http.request.ip`. */
  | { readonly kind: 'name'; readonly value: string }
  | { readonly kind: 'sign'; readonly value: string }

const space = /\s*/y
const pieces = [
  [/\d+(?:\.\d+)?/y, (text: string) => ({ kind: 'number', value: Number(text) }) as const],
  [/==|!=|<=|>=|&&|\|\||[<>!()[\],]/y, (value: string) => ({ kind: 'sign', value }) as const],
  [
    /'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*"/y,
    (text: string) => ({ kind: 'text', value: unescaped(text.slice(1, -1)) }) as const,
  ],
  // Between backquotes nothing is escaped: for patterns.
  [/`[^`]*`/y, (text: string) => ({ kind: 'text', value: text.slice(1, -1) }) as const],
] as const

/**
 * @param name sticky; what a name looks like
 * @throws ExpressionError at what begins no token
 */
export function tokensOf(expression: string, name: RegExp): Token[] {
  const tokens: Token[] = []
  for (let at = skip(expression, 0); at < expression.length; ) {
    const [token, end] = nameAt(expression, at, name) ?? tokenAt(expression, at)
    tokens.push(token)
    at = skip(expression, end)
  }
  return tokens
}

function skip(expression: string, at: number): number {
  space.lastIndex = at
  space.exec(expression)
  return space.lastIndex
}

function nameAt(
  expression: string,
  at: number,
  name: RegExp,
): readonly [Token, end: number] | undefined {
  name.lastIndex = at
  const [value] = name.exec(expression) ?? []
  return value === undefined ? undefined : [{ kind: 'name', value }, at + value.length]
}

function tokenAt(expression: string, at: number): readonly [Token, end: number] {
  for (const [pattern, toToken] of pieces) {
    pattern.lastIndex = at
    const [text] = pattern.exec(expression) ?? []
    if (text !== undefined) return [toToken(text), at + text.length]
  }
  const char = expression.slice(at, at + 1)
  const isQuote = /['"`]/.test(char)
  throw new ExpressionError(
    isQuote ? 'a text of the expression has no end' : `the expression cannot hold "${char}" there`,
  )
}

const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

function unescaped(text: string): string {
  return text.replace(/\\([\s\S])/g, (_, char: string) => controls[char] ?? char)
}
