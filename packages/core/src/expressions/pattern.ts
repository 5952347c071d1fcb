/** Steps a pattern may have, and characters of a text that it looks at. */
const stepsMax = 500
const textCharsMax = 2_048

/** A regular expression that takes time in proportion to the text, whoever wrote it. */
export interface Pattern {
  /** Whether the pattern occurs anywhere in the text; only its first 2,048 characters count. */
  matches(text: string): boolean
}

type Step =
  | { readonly kind: 'one'; readonly fits: (char: string) => boolean }
  | { readonly kind: 'start' | 'end' | 'found' }
  /** Goes on at both places; offsets from this step. */
  | { readonly kind: 'fork'; readonly a: number; readonly b: number }

/** One sentence about what is wrong with a pattern. */
export class PatternError extends Error {}

/**
 * Compiles literals, `.`, classes, `\d \w \s` and their opposites, anchors, groups, `|`, and
 * repetition. A leading `(?i)` ignores case. There is no backtracking, hence no back reference and
 * no look-around.
 *
 * @throws PatternError
 */
export function compilePattern(source: string): Pattern {
  const ignoresCase = source.startsWith('(?i)')
  const text = ignoresCase ? source.slice(4) : source
  const steps = [...new Reader(text, ignoresCase).readAll(), { kind: 'found' } as const]
  return { matches: (subject) => run(steps, subject.slice(0, textCharsMax)) }
}

/** Every place of the program at once, character by character. */
function run(steps: readonly Step[], text: string): boolean {
  const chars = [...text]
  let places = new Set<number>()
  for (let at = 0; at <= chars.length; at++) {
    if (follow(steps, places, 0, at, chars.length)) return true
    const char = chars[at]
    if (char === undefined) return false
    const next = new Set<number>()
    for (const place of places) {
      const step = steps[place]
      if (step?.kind !== 'one' || !step.fits(char)) continue
      if (follow(steps, next, place + 1, at + 1, chars.length)) return true
    }
    places = next
  }
  return false
}

/** Adds a place and all that it leads to without a character; true at the end of the program. */
function follow(
  steps: readonly Step[],
  places: Set<number>,
  from: number,
  at: number,
  length: number,
): boolean {
  const open = [from]
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    if (places.has(place)) continue
    places.add(place)
    const step = steps[place]
    if (step?.kind === 'found') return true
    if (step?.kind === 'fork') open.push(place + step.a, place + step.b)
    if (step?.kind === 'start' && at === 0) open.push(place + 1)
    if (step?.kind === 'end' && at === length) open.push(place + 1)
  }
  return false
}

const classes: Readonly<Record<string, RegExp>> = {
  d: /[0-9]/,
  D: /[^0-9]/,
  w: /[0-9A-Za-z_]/,
  W: /[^0-9A-Za-z_]/,
  s: /\s/,
  S: /\S/,
}
const controls: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' }

class Reader {
  readonly #chars: readonly string[]
  readonly #ignoresCase: boolean
  #at = 0
  #depth = 0

  constructor(source: string, ignoresCase: boolean) {
    this.#chars = [...source]
    this.#ignoresCase = ignoresCase
  }

  readAll(): Step[] {
    const steps = this.#readChoice()
    if (this.#at < this.#chars.length) throw new PatternError('the pattern has a ) too many')
    return steps
  }

  #readChoice(): Step[] {
    let left = this.#readSequence()
    while (this.#take('|')) {
      const right = this.#readSequence()
      left = limited([
        { kind: 'fork', a: 1, b: left.length + 2 },
        ...left,
        { kind: 'fork', a: right.length + 1, b: right.length + 1 },
        ...right,
      ])
    }
    return left
  }

  #readSequence(): Step[] {
    const steps: Step[] = []
    for (let char = this.#peek(); char !== undefined && char !== '|' && char !== ')'; ) {
      steps.push(...this.#readRepeated())
      limited(steps)
      char = this.#peek()
    }
    return steps
  }

  #readRepeated(): Step[] {
    let steps = this.#readOne()
    for (let bounds = this.#readBounds(); bounds; bounds = this.#readBounds()) {
      steps = repeat(steps, bounds)
      // Greedy or not: whether it matches is the same.
      this.#take('?')
    }
    return steps
  }

  #readBounds(): readonly [min: number, max: number] | undefined {
    if (this.#take('*')) return [0, Number.POSITIVE_INFINITY]
    if (this.#take('+')) return [1, Number.POSITIVE_INFINITY]
    if (this.#take('?')) return [0, 1]
    if (this.#peek() !== '{') return undefined
    const rest = this.#chars.slice(this.#at, this.#at + 12).join('')
    const match = /^\{(\d{1,3})(,(\d{0,3}))?\}/.exec(rest)
    if (!match) throw new PatternError('a { of the pattern begins no number; write \\{')
    this.#at += match[0].length
    const min = Number(match[1])
    if (match[2] === undefined) return [min, min]
    return [min, match[3] ? Number(match[3]) : Number.POSITIVE_INFINITY]
  }

  #readOne(): Step[] {
    const char = this.#next()
    if (char === '(') return this.#readGroup()
    if (char === '[') return [this.#readClass()]
    if (char === '^') return [{ kind: 'start' }]
    if (char === '$') return [{ kind: 'end' }]
    if (char === '.') return [one((other) => other !== '\n')]
    if (char === '\\') return [this.#readEscape()]
    if ('*+?{'.includes(char))
      throw new PatternError(`nothing stands before ${char} in the pattern`)
    return [this.#literal(char)]
  }

  #readGroup(): Step[] {
    this.#depth += 1
    if (this.#depth > 32) throw new PatternError('the pattern has too many groups in each other')
    if (this.#take('?') && !this.#take(':'))
      throw new PatternError('only (?: and a leading (?i) are known among (?')
    const steps = this.#readChoice()
    if (!this.#take(')')) throw new PatternError('a ) is missing in the pattern')
    this.#depth -= 1
    return steps
  }

  #readEscape(): Step {
    const char = this.#next()
    const known = classes[char]
    if (known) return one((other) => known.test(other))
    const control = controls[char]
    if (control === undefined && /[0-9A-Za-z]/.test(char))
      throw new PatternError(`\\${char} is not known in patterns`)
    return this.#literal(control ?? char)
  }

  #readClass(): Step {
    const isNegated = this.#take('^')
    const parts: ((char: string) => boolean)[] = []
    for (let isFirst = true; isFirst || this.#peek() !== ']'; isFirst = false) {
      const char = this.#next()
      const known = char === '\\' ? classes[this.#peek() ?? ''] : undefined
      if (known) {
        this.#at += 1
        parts.push((other) => known.test(other))
        continue
      }
      const from = char === '\\' ? this.#escaped() : char
      const isRange = this.#peek() === '-' && (this.#chars[this.#at + 1] ?? ']') !== ']'
      if (isRange) this.#at += 1
      const last = isRange ? this.#next() : from
      const to = last === '\\' && isRange ? this.#escaped() : last
      if (from > to) throw new PatternError('a range of the pattern runs backwards')
      parts.push((other) => this.#cases(other).some((one) => one >= from && one <= to))
    }
    this.#at += 1
    return one((char) => parts.some((fits) => fits(char)) !== isNegated)
  }

  #escaped(): string {
    const char = this.#next()
    return controls[char] ?? char
  }

  #literal(char: string): Step {
    return one((other) => this.#cases(other).includes(char))
  }

  #cases(char: string): string[] {
    return this.#ignoresCase ? [char, char.toLowerCase(), char.toUpperCase()] : [char]
  }

  #peek(): string | undefined {
    return this.#chars[this.#at]
  }

  #take(char: string): boolean {
    if (this.#peek() !== char) return false
    this.#at += 1
    return true
  }

  #next(): string {
    const char = this.#peek()
    if (char === undefined) throw new PatternError('the pattern ends too early')
    this.#at += 1
    return char
  }
}

const one = (fits: (char: string) => boolean): Step => ({ kind: 'one', fits })

function repeat(steps: readonly Step[], [min, max]: readonly [number, number]): Step[] {
  if (max < min) throw new PatternError('a repetition of the pattern runs backwards')
  const size = steps.length
  if (size * Math.max(min, max === Number.POSITIVE_INFINITY ? 1 : max) > stepsMax) limitReached()
  const all: Step[] = Array.from({ length: min }, () => steps).flat()
  if (max === Number.POSITIVE_INFINITY)
    return limited([
      ...all,
      { kind: 'fork', a: 1, b: size + 2 },
      ...steps,
      { kind: 'fork', a: -size - 1, b: -size - 1 },
    ])
  const optional: Step[] = [{ kind: 'fork', a: 1, b: size + 1 }, ...steps]
  return limited([...all, ...Array.from({ length: max - min }, () => optional).flat()])
}

function limited(steps: Step[]): Step[] {
  if (steps.length > stepsMax) limitReached()
  return steps
}

function limitReached(): never {
  throw new PatternError('the pattern is too large')
}
