import type { Readings } from '@whorl/wire'
import type { Builds, Snapshot } from './browser'
import { drawingReadings } from './drawing-readings'
import { hide } from './hiding'
import { machineReadings } from './machine-readings'
import { softwareReadings } from './software-readings'

/** Values of signals; `undefined` where the browser has no such thing. */
export type Values = Record<string, unknown>

/** What the agent would send on this visit, in the catalogue's shapes. */
export function readingsOf(snapshot: Snapshot, builds: Builds): Readings {
  const values = hide(snapshot, {
    ...machineReadings(snapshot),
    ...drawingReadings(snapshot, builds),
    ...softwareReadings(snapshot, builds),
  })
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, value === undefined ? {} : { value }]),
  )
}

/** The signals whose values stand in the rows themselves; the others are derived by this world. */
const plain: ReadonlySet<string> = new Set([
  'engine',
  'platform',
  'architecture',
  'hardwareConcurrency',
  'deviceMemory',
  'vendor',
  'touchSupport',
  'screenResolution',
  'colorDepth',
  'hdr',
  'contrast',
  'reducedMotion',
  'colorScheme',
  'screenFrame',
  'devicePixelRatio',
  'fonts',
  'canvas',
  'canvasNoise',
  'audio',
  'webglBasics',
  'timezone',
  'languages',
  'userAgent',
  'userAgentData',
  'codecs',
  'mediaDevices',
  'doNotTrack',
  'brave',
  'timerStep',
])

/** Only what the rows hold: a result that rests on this world's own derivations falls with it. */
export function plainReadings(readings: Readings): Readings {
  return Object.fromEntries(Object.entries(readings).filter(([name]) => plain.has(name)))
}
