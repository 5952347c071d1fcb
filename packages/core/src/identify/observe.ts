import type { Engine } from '@whorl/signals'
import type { Facts, OsFamily } from '../facts'
import { attributes } from './attributes'
import { deviceEngine, deviceOs } from './device'
import { combineHashes, hashText } from './hash-text'
import { type Hiding, readHiding } from './hiding'
import { networksOf } from './networks'
import { readProduct } from './product'
import { readValue } from './read-value'

/** A visit as the engine compares it: hashes by the attribute's code, 0 where there is no value. */
export interface Observation {
  readonly engine: Engine
  readonly os: OsFamily
  readonly product: string
  /** Major version, 0 when unknown. */
  readonly version: number
  readonly hiding: Hiding
  readonly classIndex: number
  readonly values: readonly number[]
  /** What each value follows from, as one hash. */
  readonly parents: readonly number[]
  /** Hashes of the font families. */
  readonly fonts: readonly number[]
  /** Narrow, middle and wide network of the address. */
  readonly networks: readonly number[]
}

/** Browsers of one class change alike: three engines, on desktops and on phones. */
export const classCount = 6

/** A visit is looked up, decided and kept by the same values: they are made once. */
const made = new WeakMap<Facts['payload'], { network: Facts['network']; visit: Observation }>()

/** What a visit shows, as far as it can be compared. */
export function observe({ payload, network }: Pick<Facts, 'payload' | 'network'>): Observation {
  const before = made.get(payload)
  if (before?.network === network) return before.visit
  const visit = makeObservation(payload, network)
  made.set(payload, { network, visit })
  return visit
}

function makeObservation(payload: Facts['payload'], network: Facts['network']): Observation {
  const { signals } = payload
  const engine = deviceEngine({ payload, network })
  const os = deviceOs({ payload, network })
  const product = readProduct(signals, network)
  const hiding = readHiding(signals, engine)
  const input = { signals, network, engine, os, product, hiding }
  const values = attributes.map(({ read }) => hashValue(read(input)))
  return {
    engine,
    os,
    product: product.name,
    version: product.version,
    hiding,
    classIndex: classOf(engine, os),
    values,
    parents: parentsOf(values, product.version),
    fonts: hiding === 'uniform' ? [] : fontHashes(readValue(signals, 'fonts')),
    networks: networksOf(network.ip),
  }
}

/** What each value follows from, as one hash; also of what is kept of a visitor. */
export function parentsOf(values: readonly number[], version: number): number[] {
  const build = Math.round(version * 100)
  return attributes.map(({ parents, isOfBuild }) => {
    let hash = isOfBuild ? combineHashes(7, build) : 7
    for (const parent of parents) hash = combineHashes(hash, values[parent] ?? 0)
    return hash
  })
}

export function classOf(engine: Engine, os: OsFamily): number {
  const place = { blink: 0, gecko: 1, webkit: 2, unknown: 0 }[engine]
  return place * 2 + (os === 'android' || os === 'ios' ? 1 : 0)
}

function hashValue(value: unknown): number {
  if (value === undefined || value === null) return 0
  return hashText(typeof value === 'string' ? value : JSON.stringify(value))
}

function fontHashes(fonts: unknown): number[] {
  if (!Array.isArray(fonts)) return []
  return fonts.filter((name): name is string => typeof name === 'string').map(hashText)
}
