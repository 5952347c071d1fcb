import { catalog, type Engine, type Signal } from '@whorl/signals'
import type { Readings } from '@whorl/wire'
import type { Facts } from '../facts'
import { codeOf } from './attributes'
import { networkLevels } from './networks'
import { type Observation, observe } from './observe'
import type { MatchKeys } from './profile'
import { readValue } from './read-value'

/** Fewer `device` signals than this prove nothing. */
export const exactSignalsMin = 12

interface Block {
  /** Codes of the attributes; a value that is missing is part of the key too. */
  readonly parts: readonly number[]
  /** The first of the parts: without these there is no key. */
  readonly needed: number
  /** Which network of the address, narrow to wide. */
  readonly network?: number
}

function block(names: readonly string[], needed: number, network?: number): Block {
  const parts = names.map(codeOf)
  return { parts, needed, ...(network !== undefined && { network }) }
}

/**
 * Combinations by which a known visitor is found again when other values are missing or have
 * changed. None holds the browser version.
 */
const blocks: readonly Block[] = [
  block(['canvasGeometry', 'renderer', 'canvasText', 'timezone', 'cores'], 2),
  block(['canvasGeometry', 'fonts', 'canvasText', 'timezone'], 2),
  block(['renderer', 'fonts', 'cores', 'memory', 'timezone', 'languages'], 2),
  block(['renderer', 'fonts', 'screen', 'timezone'], 3),
  block(['renderer', 'screen', 'pixelRatio', 'timezone', 'languages', 'cores', 'memory'], 2),
  block(['class', 'processor'], 0, 0),
  block(['screen', 'class'], 1, 1),
  block(['renderer', 'screen', 'languages', 'class'], 2, networkLevels - 1),
]

/** Those that a visitor of another browser on the same machine can be found by: see `related.ts`. */
export const sharedBlocks = { processorAtAddress: 5, screenInNetwork: 6 } as const

/** One key, as `visitKeys` makes it of a visit that shows these values. */
export function blockText(
  index: number,
  { engine, os }: Pick<Observation, 'engine' | 'os'>,
  place: number,
  hashes: readonly number[],
): string {
  return `${index}|${engine}|${os}|${place}|${hashes.join()}`
}

/** The keys by which the store is asked about this visit. */
export function visitKeys(facts: Pick<Facts, 'payload' | 'network'>): MatchKeys {
  const visit = observe(facts)
  const exact = visit.hiding === 'none' ? exactText(facts.payload.signals, visit) : undefined
  return { ...(exact !== undefined && { exact }), blocks: blockTexts(visit) }
}

function blockTexts(visit: Observation): string[] {
  const { values, networks } = visit
  return blocks.flatMap(({ parts, needed, network }, index) => {
    const hashes = parts.map((code) => values[code] ?? 0)
    if (hashes.slice(0, needed).includes(0)) return []
    const place = network === undefined ? 0 : networks[network]
    return place === undefined ? [] : [blockText(index, visit, place, hashes)]
  })
}

const deviceSignals: Readonly<Record<Engine, readonly Signal[]>> = {
  blink: deviceSignalsOf('blink'),
  gecko: deviceSignalsOf('gecko'),
  webkit: deviceSignalsOf('webkit'),
  unknown: deviceSignalsOf('unknown'),
}

/** The signals that stay with the machine and are not noise in this engine. */
function deviceSignalsOf(engine: Engine): readonly Signal[] {
  return (catalog as readonly Signal[])
    .filter(
      ({ identity, stability, noisyIn }) =>
        identity !== 'none' && stability === 'device' && !noisyIn.includes(engine),
    )
    .sort((a, b) => (a.name < b.name ? -1 : 1))
}

function exactText(signals: Readings, { engine, os }: Observation): string | undefined {
  const present = deviceSignals[engine].flatMap(({ name }) => {
    const value = readValue(signals, name)
    return value === undefined ? [] : [[name, value]]
  })
  if (present.length < exactSignalsMin) return undefined
  return JSON.stringify([engine, os, present])
}
