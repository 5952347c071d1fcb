// Writes synthetic tables: as many rows and distinct values as the free data of 2026 have, at
// random places. What is inside is nobody's.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRangeBuilder } from '@whorl/enrich'

const [, , folder] = process.argv
const startedAt = performance.now()

/** Rows of DB-IP City Lite (2026-06) after joining equal neighbours, and its distinct places. */
const cities = { v4: 3_460_000, v6: 4_050_000, values: 260_000, gaps: 0.05 }
const countries = { v4: 330_000, v6: 180_000, values: 249, gaps: 0.05 }
/** Rows of the list of networks from RouteViews (2026-06). */
const owners = { v4: 412_000, v6: 103_000, values: 91_000, gaps: 0.05 }
const lists = [
  ['datacenter', { v4: 32_000, v6: 9_000, values: 30, gaps: 1 }],
  ['vpn', { v4: 11_000, v6: 300, values: 5, gaps: 1 }],
  ['relay', { v4: 20_000, v6: 240_000, values: 1, gaps: 1 }],
  ['tor', { v4: 1_300, v6: 500, values: 1, gaps: 1 }],
]

let state = 1
/** 0 to 1; the same every time. */
function random() {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
  return state / 0x1_0000_0000
}

const codes = 'US DE FR GB JP BR IN CN AU CA NL PL IT ES SE ZA MX KR SG CH'.split(' ')
const regions = 'North South East West Upper Lower Central New Old Great'.split(' ')
const texts = {
  geo: (number) => {
    const [latitude, longitude] = [(number * 7) % 1400, (number * 13) % 3400]
    const region = `${regions[number % 10]} Province ${number % 380}`
    const position = `${((latitude - 700) / 10).toFixed(1)}\t${((longitude - 1700) / 10).toFixed(1)}`
    return `US\t${region}\tTownship ${number}\t${position}\t\t`
  },
  country: (number) => `${codes[number % codes.length]}\t\t\t\t\t\t`,
  owner: (number) => `${number + 1}\tNetwork Operator ${number} Limited`,
  list: (number) => `Company ${number}`,
}

function write(set, layer, { v4, v6, values, gaps }, textOf) {
  const builder = createRangeBuilder({ mergeEqual: layer !== 'owner' })
  const step4 = (0xe000_0000 - 0x0100_0000) / v4
  for (let row = 0; row < v4; row++) {
    const first = Math.floor(0x0100_0000 + row * step4)
    const last = Math.floor(0x0100_0000 + (row + 1) * step4) - (random() < gaps ? 2 : 1)
    builder.addV4(first, last, textOf((row + Math.floor(random() * 97)) % values))
  }
  const from = 0x2001_0000_0000_0000n
  const step6 = (0x2c10_0000_0000_0000n - from) / BigInt(v6)
  for (let row = 0; row < v6; row++) {
    const first = (from + BigInt(row) * step6) << 64n
    const last = first + ((random() < gaps ? step6 / 2n : step6) << 64n) - 1n
    builder.addV6(first, last, textOf((row + Math.floor(random() * 97)) % values))
  }
  mkdirSync(join(folder, set), { recursive: true })
  const header = { layer, source: 'synthetic', asOf: Date.UTC(2026, 5, 1), licence: 'CC0-1.0' }
  writeFileSync(join(folder, set, `${layer}.whorl`), builder.encode(header))
}

write('full', 'geo', cities, texts.geo)
write('full', 'owner', owners, texts.owner)
for (const [layer, sizes] of lists) write('full', layer, sizes, texts.list)
write('lite', 'geo', countries, texts.country)
write('lite', 'owner', owners, texts.owner)

const seconds = (performance.now() - startedAt) / 1000
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024)
console.log(JSON.stringify({ seconds, megabytes }))
