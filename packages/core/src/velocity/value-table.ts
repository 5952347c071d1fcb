/** One of `velocityWindowsMs`, by its place. */
export type Window = 0 | 1 | 2

/** Numbers of each value: in each of the windows, and of all kept visits. */
const stride = 4
const usesPlace = 3

/** Stands for a visit that has no value. */
export const noValue = 0

/** The distinct values of one kind under small numbers, and how many visits have each. */
export class ValueTable {
  readonly #numbers = new Map<string, number>()
  /** By number; the first place is nobody's. */
  readonly #texts: string[] = ['']
  readonly #counts: number[] = [0, 0, 0, 0]
  /** Numbers whose value is gone. */
  readonly #free: number[] = []
  readonly #distinct: [number, number, number] = [0, 0, 0]

  /** Takes in a visit that is kept. */
  use(text: string | null): number {
    if (text === null) return noValue
    const number = this.#numbers.get(text) ?? this.#number(text)
    this.#change(number, usesPlace, 1)
    return number
  }

  /** The same for many. */
  useAll(texts: readonly (string | null)[]): number[] {
    let before: string | null = null
    let number = noValue
    return texts.map((text) => {
      // Many a busy key has the same value again and again.
      if (text === before && number !== noValue) this.#change(number, usesPlace, 1)
      else number = this.use(text)
      before = text
      return number
    })
  }

  /** For a visit that is forgotten. */
  release(number: number): void {
    if (number === noValue || this.#change(number, usesPlace, -1) > 0) return
    this.#numbers.delete(this.#texts[number] ?? '')
    this.#texts[number] = ''
    this.#free.push(number)
  }

  enter(number: number, window: Window): void {
    if (number !== noValue && this.#change(number, window, 1) === 1) this.#distinct[window] += 1
  }

  leave(number: number, window: Window): void {
    if (number !== noValue && this.#change(number, window, -1) === 0) this.#distinct[window] -= 1
  }

  /** Distinct values inside the window. */
  distinct(window: Window): number {
    return this.#distinct[window]
  }

  /** How many visits inside the window have the value. */
  inside(number: number, window: Window): number {
    return this.#counts[stride * number + window] ?? 0
  }

  #number(text: string): number {
    const number = this.#free.pop() ?? this.#texts.length
    if (number === this.#texts.length) this.#counts.push(0, 0, 0, 0)
    this.#texts[number] = text
    this.#numbers.set(text, number)
    return number
  }

  #change(number: number, place: number, by: number): number {
    const index = stride * number + place
    const count = (this.#counts[index] ?? 0) + by
    this.#counts[index] = count
    return count
  }
}
