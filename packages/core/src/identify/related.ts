import type { Engine } from '@whorl/signals'
import { codeOf } from './attributes'
import { hashText } from './hash-text'
import { blockText, sharedBlocks } from './match-keys'
import { networkLevels } from './networks'
import { parentsOf } from './observe'
import { lnFrequencies } from './population/frequency'
import type { Population } from './population/population'
import type { MatchKeys, Profile } from './profile'

/** Browsers that a machine is likely to have besides the one that was seen. */
const browsers: readonly (readonly [Engine, string])[] = [
  ['blink', 'Chrome'],
  ['blink', 'Edge'],
  ['blink', 'Opera'],
  ['blink', 'Brave'],
  ['blink', 'Vivaldi'],
  ['blink', 'Samsung Internet'],
  ['gecko', 'Firefox'],
  ['webkit', 'Safari'],
  // On iOS all browsers are WebKit.
  ['webkit', 'Chrome'],
  ['webkit', 'Edge'],
  ['webkit', 'Firefox'],
]

/** Most of the places that a visitor is kept with; the newest count. */
const networksMax = 3
const screenCode = codeOf('screen')
const fontsCode = codeOf('fonts')
const timezoneCode = codeOf('timezone')
const processorCode = codeOf('processor')

/**
 * What the attribute `processor` may hold for one sign byte: only Chromium tells more, and only on
 * secure pages.
 */
const processors = [255, 127].map((sign) =>
  [[], ['x86', '64'], ['x86', '32'], ['arm', '64'], ['', '']].map(([name, bits]) =>
    hashText(JSON.stringify([sign, name, bits])),
  ),
)

/**
 * Keys of visitors that other browsers of this machine would have: the same screen from the same
 * network, or the same kind of processor at the same address. They find candidates and prove
 * nothing. Some 400 at most.
 */
export function relatedKeys({ os, engine, traits }: Profile): MatchKeys {
  const others = [...browsers, [engine, traits.product] as const]
  const screens = valuesOf(traits, screenCode)
  const processor = traits.last[processorCode] ?? 0
  const alike = processors.find((hashes) => hashes.includes(processor)) ?? [processor]
  const blocks = placesOf(traits.networks).flatMap(([narrow, middle]) =>
    others.flatMap(([other, product]) => {
      const kind = { engine: other, os }
      const name = hashText(JSON.stringify([other, os, product]))
      return [
        ...alike.map((hash) =>
          blockText(sharedBlocks.processorAtAddress, kind, narrow, [name, hash]),
        ),
        ...screens.map((hash) =>
          blockText(sharedBlocks.screenInNetwork, kind, middle, [hash, name]),
        ),
      ]
    }),
  )
  return { blocks: [...new Set(blocks)] }
}

/** Narrow and middle networks of a visitor, the newest first. */
function placesOf(networks: readonly number[]): [number, number][] {
  const places: [number, number][] = []
  for (let at = networks.length - networkLevels; at >= 0; at -= networkLevels)
    places.push([networks[at] ?? 0, networks[at + 1] ?? 0])
  return places.slice(0, networksMax)
}

function valuesOf({ last, earlier }: Profile['traits'], code: number): number[] {
  return [last[code] ?? 0, ...(earlier[code] ?? [])].filter((value) => value !== 0)
}

interface Part {
  readonly code: number
  /** Engines disagree about it on one machine: there it counts only when they agree. */
  readonly isOfEngine: boolean
  /** What it costs when two browsers that could agree do not, as ln of a likelihood ratio. */
  readonly againstBy: number
}

const part = (name: string, isOfEngine: boolean, againstBy: number): Part => ({
  code: codeOf(name),
  isOfEngine,
  againstBy,
})

/**
 * What belongs to the machine and not to the browser. No place, language or time zone: those who
 * share an address share them anyway. The costs are assumed, not measured.
 */
const machine: readonly Part[] = [
  part('model', false, 8),
  part('processor', true, 8),
  part('renderer', true, 3),
  part('memory', true, 3),
  part('cores', true, 3),
  part('touch', true, 1),
  part('screen', false, 1),
  part('pixelRatio', false, 0),
  part('colorDepth', false, 0),
]

/** No attribute alone says more than this, ln 50. */
const oneMax = Math.log(50)
/** So rare must it be that a machine behind the same address agrees as much: one in 200. */
const enough = Math.log(200)
/** Two zones at one time on one machine are a browser that lies. */
const againstZone = 3
const similarFontsMin = 0.75
const otherFontsMax = 0.5
const similarFonts = Math.log(6)
const againstFonts = -Math.log(0.3)

/**
 * Whether two visitors of a workspace are likely browsers of one machine: one system, an address
 * they were both seen at, and so much in common that hardly another machine there would have it
 * too. An address alone never is enough. Machines that are alike in everything cannot be told
 * apart.
 */
export function isSameDevice(population: Population, one: Profile, other: Profile): boolean {
  if (one.os !== other.os || !shareAddress(one, other)) return false
  // The mean of both views: what is common for one browser may be rare for the other.
  const sum = weighDevice(population, one, other) + weighDevice(population, other, one)
  return sum / 2 >= enough
}

function shareAddress(one: Profile, other: Profile): boolean {
  const places = new Set(narrowOf(one))
  return narrowOf(other).some((network) => places.has(network))
}

const narrowOf = ({ traits }: Profile) =>
  traits.networks.filter((_, index) => index % networkLevels === 0)

function weighDevice(population: Population, one: Profile, other: Profile): number {
  const { last, version } = one.traits
  const rarity = lnFrequencies(population, last, parentsOf(last, version), 2)
  const forBy = (code: number) => Math.min(oneMax, -(rarity[code] ?? 0))
  const isSameEngine = one.engine === other.engine
  let sum = weighFonts(one, other, forBy(fontsCode))
  if (disagree(one, other, timezoneCode)) sum -= againstZone
  for (const { code, isOfEngine, againstBy } of machine) {
    if (!isComparable(one, other, code)) continue
    if (!disagree(one, other, code)) sum += forBy(code)
    else if (isSameEngine || !isOfEngine) sum -= againstBy
  }
  return sum
}

function isComparable(one: Profile, other: Profile, code: number): boolean {
  return (one.traits.last[code] ?? 0) !== 0 && (other.traits.last[code] ?? 0) !== 0
}

/** Screens and zones come and go: one value that both had is enough. */
function disagree(one: Profile, other: Profile, code: number): boolean {
  if (!isComparable(one, other, code)) return false
  const values = valuesOf(other.traits, code)
  return !valuesOf(one.traits, code).some((value) => values.includes(value))
}

function weighFonts(one: Profile, other: Profile, sameBy: number): number {
  const [a, b] = [new Set(one.traits.fonts), new Set(other.traits.fonts)]
  if (a.size === 0 || b.size === 0) return 0
  const common = [...a].filter((font) => b.has(font)).length
  const share = common / (a.size + b.size - common)
  if (share === 1) return sameBy
  if (share >= similarFontsMin) return Math.min(sameBy, similarFonts)
  return share < otherFontsMax ? -againstFonts : 0
}
