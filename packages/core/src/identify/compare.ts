import { catalog, type Engine, type Signal } from '@whorl/signals'
import type { Readings } from '@whorl/wire'
import { readValue } from './read-value'

/** What comparing a visit with a known visitor showed. Absent values are in neither list. */
export interface Comparison {
  /** `device` signals. */
  readonly agreed: readonly string[]
  readonly differed: readonly string[]
}

interface EngineSignals {
  readonly identity: readonly Signal[]
  readonly device: readonly Signal[]
}

const signalsOf: Readonly<Record<Engine, EngineSignals>> = {
  blink: chooseSignals('blink'),
  gecko: chooseSignals('gecko'),
  webkit: chooseSignals('webkit'),
  unknown: chooseSignals('unknown'),
}

function chooseSignals(engine: Engine): EngineSignals {
  const identity = catalog.filter(
    (signal) => signal.identity !== 'none' && !signal.noisyIn.includes(engine),
  ) as Signal[] // the catalogue's literal types are narrower than any one use needs
  return { identity, device: identity.filter(({ stability }) => stability === 'device') }
}

/** The signals that may say who it is in this engine. */
export function identitySignals(engine: Engine): readonly Signal[] {
  return signalsOf[engine].identity
}

/** The signals that stay with the machine: the exact match rests on them. */
export function deviceSignals(engine: Engine): readonly Signal[] {
  return signalsOf[engine].device
}

/** Values of the identity signals that this visit has. */
export function identityValues(readings: Readings, engine: Engine): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const { name } of identitySignals(engine)) {
    const value = readValue(readings, name)
    if (value !== undefined) values[name] = value
  }
  return values
}

/** Compares the `device` signals that are present on both sides, by equality. */
export function compareDevice(
  before: Readonly<Record<string, unknown>>,
  now: Readonly<Record<string, unknown>>,
  engine: Engine,
): Comparison {
  const agreed: string[] = []
  const differed: string[] = []
  const was = deviceTexts(before, engine)
  const is = deviceTexts(now, engine)
  for (const [index, { name }] of deviceSignals(engine).entries()) {
    if (was[index] === undefined || is[index] === undefined) continue
    // Plain equality, so that a value kept in the shape of an older release merely differs.
    ;(was[index] === is[index] ? agreed : differed).push(name)
  }
  return { agreed, differed }
}

interface DeviceTexts {
  readonly engine: Engine
  readonly texts: readonly (string | undefined)[]
}

/** Values are compared with a hundred others at a visit: their texts are made once. */
const madeTexts = new WeakMap<object, DeviceTexts>()

/** The JSON text of each `device` signal's value, in the order of the signals. */
function deviceTexts(
  values: Readonly<Record<string, unknown>>,
  engine: Engine,
): DeviceTexts['texts'] {
  const made = madeTexts.get(values)
  if (made?.engine === engine) return made.texts
  const texts = deviceSignals(engine).map(({ name }) => JSON.stringify(values[name]))
  madeTexts.set(values, { engine, texts })
  return texts
}
