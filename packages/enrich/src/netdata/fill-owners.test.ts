import { describe, expect, test } from 'vitest'
import { parseIp } from '../network/parsed-ip'
import { createRangeBuilder } from '../network/range-builder'
import { decodeRangeTable } from '../network/range-table'
import { fillOwnersFromCsv, fillOwnersFromTsv } from './fill-owners'

async function* linesOf(...lines: string[]) {
  yield* lines
}

function finderOf(builder: ReturnType<typeof createRangeBuilder>) {
  const bytes = builder.encode({ layer: 'owner', source: 'test', asOf: 0, licence: 'none' })
  const table = decodeRangeTable(bytes)
  return (address: string) => {
    const ip = parseIp(address)
    return ip && table.find(ip)?.value
  }
}

describe('the CSV of the npm package', () => {
  test('has addresses as decimal numbers', async () => {
    const builder = createRangeBuilder({ mergeEqual: false })
    const v4 = linesOf('3221225984,3221226239,64496,"Example, Inc."', '')
    expect(await fillOwnersFromCsv(v4, 4, builder)).toEqual({ rows: 1, refused: 0 })
    // 2001:db8::/32 as decimal numbers.
    const first = (0x2001_0db8n << 96n).toString()
    const last = ((0x2001_0db9n << 96n) - 1n).toString()
    const v6 = linesOf(`${first},${last},64497,Other`)
    expect(await fillOwnersFromCsv(v6, 6, builder)).toEqual({ rows: 1, refused: 0 })
    const find = finderOf(builder)
    expect(find('192.0.2.77')).toBe('64496\tExample, Inc.')
    expect(find('2001:db8::1')).toBe('64497\tOther')
    expect(find('198.51.100.1')).toBeUndefined()
  })

  test('has its wrong lines counted', async () => {
    const builder = createRangeBuilder()
    const lines = linesOf('a,b,1,x', '5,1,64496,x', '1,2,0,x', '1,99999999999,64496,x', '1')
    expect(await fillOwnersFromCsv(lines, 4, builder)).toEqual({ rows: 0, refused: 5 })
  })
})

describe('the TSV of iptoasn.com', () => {
  test('leaves out what nobody announces', async () => {
    const builder = createRangeBuilder({ mergeEqual: false })
    const lines = linesOf(
      '192.0.2.0\t192.0.2.255\t64496\tUS\tEXAMPLE - Example',
      '198.51.100.0\t198.51.100.255\t0\tNone\tNot routed',
      '2001:db8::\t2001:db8:ffff:ffff:ffff:ffff:ffff:ffff\t64497\tDE\tOTHER',
      '192.0.2.0\t2001:db8::\t64498\tDE\tTwo families',
    )
    expect(await fillOwnersFromTsv(lines, builder)).toEqual({ rows: 2, refused: 1 })
    const find = finderOf(builder)
    expect(find('192.0.2.1')).toBe('64496\tEXAMPLE - Example')
    expect(find('198.51.100.1')).toBeUndefined()
    expect(find('2001:db8::1')).toBe('64497\tOTHER')
  })
})
