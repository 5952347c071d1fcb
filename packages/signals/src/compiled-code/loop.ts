/** Products that the loop takes again and again; a compiler that optimises takes it once. */
const repeats = 64

const [get, set, tee] = [0x20, 0x21, 0x22]
const [turns, factor, x] = [0, 1, 2]
const [i32, call, multiply, and, add, subtract] = [0x7f, 0x60, 0x6c, 0x71, 0x6a, 0x6b]

const product = [get, x, get, factor, multiply]

const bodyOf = (step: number) => [
  ...[1, 1, i32],
  // loop
  ...[0x03, 0x40],
  ...product,
  ...Array.from({ length: repeats - 1 }, () => [...product, and]).flat(),
  ...[0x41, step, add, set, x],
  ...[get, turns, 0x41, 1, subtract, tee, turns],
  // br_if 0, end
  ...[0x0d, 0, 0x0b],
  ...[get, x, 0x0b],
]

/** Sizes in LEB128. */
const sized = (bytes: readonly number[]) => [
  (bytes.length & 0x7f) | 0x80,
  bytes.length >> 7,
  ...bytes,
]
const section = (id: number, bytes: readonly number[]) => [id, ...sized(bytes)]

/**
 * `(turns, factor) => x`, where each turn sets `x` to the same product, taken 64 times and joined by
 * `and`, plus the step.
 *
 * @param step 1 to 63; code is shared between loops of one step, so that only the first one is new
 */
export function createLoop(step: number): (turns: number) => void {
  const module = new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, call, 2, i32, i32, 1, i32]),
    ...section(3, [1, 0]),
    // exported as `f`
    ...section(7, [1, 1, 0x66, 0, 0]),
    ...section(10, [1, ...sized(bodyOf(step))]),
  ])
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(module))
  // The only export, and a function of two numbers.
  const loop = exports.f as (turns: number, factor: number) => number
  return (count) => loop(count, 3)
}
