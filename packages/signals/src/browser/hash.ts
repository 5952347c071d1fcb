/**
 * MurmurHash3 x86 128 (Austin Appleby, public domain algorithm) of the UTF-8 bytes of a text, as
 * 32 hex digits: its four 32-bit words in order. Fast and short; no protection against collisions
 * made on purpose.
 */
export const hash = (text: string): string => toHex(murmur128(new TextEncoder().encode(text), 0))

type Words = [number, number, number, number]

const c = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93] as const
const adds = [0x561ccd1b, 0x0bcaa747, 0x96cd1c35, 0x32ac3b17] as const
const stateTurns = [19, 17, 15, 13] as const
const wordTurns = [15, 16, 17, 18] as const

/** The four words of the hash, unsigned. */
export function murmur128(bytes: Uint8Array, seed: number): Words {
  const h: Words = [seed, seed, seed, seed]
  const wholeBytes = bytes.length & ~15
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  for (let at = 0; at < wholeBytes; at += 16) {
    for (let i = 0; i < 4; i++) {
      mixWord(h, i, view.getInt32(at + 4 * i, true))
      h[i] = Math.imul(turn(at4(h, i), at4(stateTurns, i)) + at4(h, i + 1), 5) + at4(adds, i)
    }
  }
  const tail = new DataView(new ArrayBuffer(16))
  for (let i = wholeBytes; i < bytes.length; i++) tail.setUint8(i & 15, bytes[i] ?? 0)
  for (let i = 3; i >= 0; i--) mixWord(h, i, tail.getInt32(4 * i, true))
  for (let i = 0; i < 4; i++) h[i] = at4(h, i) ^ bytes.length
  spread(h)
  for (let i = 0; i < 4; i++) h[i] = finish(at4(h, i))
  spread(h)
  return h.map((word) => word >>> 0) as Words // same length as h
}

const at4 = (words: readonly number[], i: number): number => words[i & 3] ?? 0

const turn = (word: number, bits: number) => (word << bits) | (word >>> (32 - bits))

// A word of zero leaves the state as it is, which is what an absent tail must do.
function mixWord(h: Words, i: number, word: number): void {
  h[i as 0] =
    at4(h, i) ^ Math.imul(turn(Math.imul(word, at4(c, i)), at4(wordTurns, i)), at4(c, i + 1))
}

function spread(h: Words): void {
  h[0] = h[0] + h[1] + h[2] + h[3]
  for (let i = 1; i < 4; i++) h[i] = at4(h, i) + h[0]
}

function finish(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}

const toHex = (words: Words) => words.map((word) => word.toString(16).padStart(8, '0')).join('')
