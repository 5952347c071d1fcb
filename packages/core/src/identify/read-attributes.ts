import type { Engine } from '@whorl/signals'
import type { Readings } from '@whorl/wire'
import type { NetworkFacts, OsFamily } from '../facts'
import type { Hiding } from './hiding'
import type { Product } from './product'
import { readValue } from './read-value'

/** What an attribute is read from. */
export interface AttributeInput {
  readonly signals: Readings
  readonly network: NetworkFacts
  readonly engine: Engine
  readonly os: OsFamily
  readonly product: Product
  readonly hiding: Hiding
}

/** `undefined` where the browser does not say, or says what cannot be believed. */
export type ReadAttribute = (input: AttributeInput) => unknown

/** A signal that no known browser disguises. */
export const signal =
  (name: string): ReadAttribute =>
  ({ signals }) =>
    readValue(signals, name)

/** A signal in which noise is drawn, or that is the same on every machine, where a browser hides. */
export const honest =
  (name: string): ReadAttribute =>
  ({ signals, hiding }) =>
    hiding === 'none' ? readValue(signals, name) : undefined

/** A signal that Brave leaves as it is and resistFingerprinting makes uniform. */
export const unlessUniform =
  (name: string, key?: string): ReadAttribute =>
  ({ signals, hiding }) => {
    if (hiding === 'uniform') return undefined
    const value = readValue(signals, name)
    return key === undefined ? value : partOf(value, key)
  }

/** Signals that are only told together, unless all are absent. */
export const several =
  (...names: readonly string[]): ReadAttribute =>
  ({ signals, hiding }) => {
    if (hiding === 'uniform') return undefined
    const values = names.map((name) => readValue(signals, name) ?? null)
    return values.every((value) => value === null) ? undefined : values
  }

/**
 * A part of the canvas. Firefox adds noise in every session that cannot be seen; WebKit in private
 * windows, which the test of solid fills shows.
 */
export const drawn =
  (key: 'geometry' | 'text'): ReadAttribute =>
  ({ signals, hiding, engine }) => {
    if (hiding !== 'none' || engine === 'gecko') return undefined
    if (engine === 'webkit' && readValue(signals, 'canvasNoise') === undefined) return undefined
    return partOf(readValue(signals, 'canvas'), key)
  }

/** The sum of the sound, disguised wherever the canvas is. */
export const sound: ReadAttribute = ({ signals, hiding, engine }) => {
  if (hiding !== 'none') return undefined
  if (engine === 'webkit' && readValue(signals, 'canvasNoise') === undefined) return undefined
  const value = readValue(signals, 'audio')
  return typeof value === 'number' ? value : undefined
}

/** Private Safari draws noise like Brave, and is the same browser as its open window. */
export const hides: ReadAttribute = ({ hiding, engine }) =>
  hiding === 'noise' && engine !== 'blink' ? undefined : hiding

export const browserClass: ReadAttribute = ({ engine, os, product }) =>
  product.name === '' ? undefined : [engine, os, product.name]

/** The user agent without the numbers that updates move: in-app browsers and models remain. */
export const userAgentShape: ReadAttribute = ({ network }) =>
  network.userAgent === ''
    ? undefined
    : network.userAgent
        .replace(/([A-Za-z]\/)[\d._]+/g, '$1')
        .replace(/(OS X |OS |rv:|NT |Android )[\d._]+/g, '$1')

export const model: ReadAttribute = ({ signals }) => {
  const name = partOf(readValue(signals, 'userAgentData'), 'model')
  return name === '' ? undefined : name
}

export const processor: ReadAttribute = ({ signals, hiding }) => {
  if (hiding === 'uniform') return undefined
  const hints = readValue(signals, 'userAgentData')
  const values = [
    readValue(signals, 'architecture'),
    partOf(hints, 'architecture'),
    partOf(hints, 'bitness'),
  ]
  return values[0] === undefined ? undefined : values
}

/** Client hints tell it; without them only Apple's systems write it truly into the user agent. */
export const systemVersion: ReadAttribute = ({ signals, network, os }) => {
  const hinted = partOf(readValue(signals, 'userAgentData'), 'platformVersion')
  if (typeof hinted === 'string' && hinted !== '') return hinted
  return os === 'ios' && network.browser.osVersion !== '' ? network.browser.osVersion : undefined
}

/** Names of the graphics driver, without the driver's own version; else why there are none. */
export const renderer: ReadAttribute = ({ signals, hiding }) => {
  if (hiding === 'uniform') return undefined
  const basics = readValue(signals, 'webglBasics')
  const names = ['vendorUnmasked', 'rendererUnmasked'].map((key) => partOf(basics, key))
  if (names.some((name) => typeof name === 'string' && name !== '')) {
    return names.map((name) => String(name ?? '').replace(/-?\d+\.\d+\.\d+\.\d+/g, ''))
  }
  return readValue(signals, 'webglStatus')
}

function partOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return (value as Record<string, unknown>)[key] // an object that has the key
}
