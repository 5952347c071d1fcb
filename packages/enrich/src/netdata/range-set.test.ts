import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { subtractRanges, toRangeSet } from './range-set'

describe('subtracting', () => {
  test('leaves the parts around a hole, in both families', () => {
    const set = toRangeSet(['192.0.2.0/24', '2001:db8::/127'])
    const minus = toRangeSet(['192.0.2.4/30', '2001:db8::'])
    const base = 0xc000_0200n
    expect(subtractRanges(set, minus)).toEqual({
      v4: [
        [base, base + 3n],
        [base + 8n, base + 255n],
      ],
      v6: [[0x2001_0db8n * 2n ** 96n + 1n, 0x2001_0db8n * 2n ** 96n + 1n]],
    })
  })

  test('holds for every single address', () => {
    const network = fc
      .tuple(fc.integer({ min: 0, max: 255 }), fc.integer({ min: 24, max: 32 }))
      .map(([last, bits]) => `192.0.2.${last}/${bits}`)
    fc.assert(
      fc.property(fc.array(network), fc.array(network), (some, others) => {
        const [set, minus] = [toRangeSet(some), toRangeSet(others)]
        const left = subtractRanges(set, minus)
        for (let address = 0xc000_0200n; address <= 0xc000_02ffn; address += 1n) {
          const isIn = (ranges: typeof set) =>
            ranges.v4.some(([first, last]) => first <= address && address <= last)
          expect(isIn(left)).toBe(isIn(set) && !isIn(minus))
        }
      }),
    )
  })
})
