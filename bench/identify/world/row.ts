import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'

/** One browser of the population, as it was on the day of its data. */
export interface Row {
  readonly id: string
  readonly os: 'Windows' | 'macOS' | 'Linux' | 'Android' | 'iOS' | 'ChromeOS'
  readonly browser: string
  readonly engine: 'blink' | 'gecko' | 'webkit'
  readonly version: string
  readonly major: number
  readonly ua: string
  readonly mobile: boolean
  readonly country: string
  readonly timezone: string
  readonly languages: readonly string[]
  readonly platform: string
  readonly uach: UserAgentHints | null
  readonly screen: Screen | null
  readonly hardwareConcurrency: number
  readonly deviceMemory: number | null
  readonly maxTouchPoints: number
  readonly webglVendor: string
  readonly webglRenderer: string
  readonly fonts: readonly string[]
  readonly codecs: string
  readonly hdr: boolean
  /** Microphones, cameras, speakers. */
  readonly media: readonly number[]
  readonly canvasGeometry: string
  readonly canvasText: string
  readonly audio: string
  readonly prefs: {
    readonly dark: boolean
    readonly reducedMotion: boolean
    readonly contrast: number
    readonly dnt: boolean
  }
}

export interface UserAgentHints {
  readonly platformVersion: string
  readonly architecture: string
  readonly bitness: string
  readonly model: string
}

export interface Screen {
  readonly width: number
  readonly height: number
  readonly availWidth: number
  readonly availHeight: number
  readonly availTop: number
  readonly availLeft: number
  readonly colorDepth: number
  readonly dpr: number
}

/** A row with a screen: only those can be shown. */
export type ScreenRow = Row & { readonly screen: Screen }

/** From the project's root, where every command of the project runs. */
const shipped = 'bench/identify/population/rows.jsonl.gz'

/** Seeds from this number on draw from the half of the rows that tuning never sees. */
export const reportedSeedMin = 1_000

/**
 * The rows that this seed may draw from: every second row, so that no figure is reported on rows
 * that tuning has seen.
 *
 * @param path JSON lines, gzipped or not; the shipped excerpt when absent
 */
export function readRows(seed: number, path: string = shipped): ScreenRow[] {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  const half = seed >= reportedSeedMin ? 1 : 0
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row) // a file of our own making
    .filter((row, index): row is ScreenRow => index % 2 === half && row.screen !== null)
}
