import { gzipSync } from 'node:zlib'
import { describe, expect, inject, test } from 'vitest'
import { bundleSources } from '../test-setup/page-server'
import { browserNames, type Visit } from '../test-setup/visit'
import { catalog } from './catalog'
import type { Engine } from './define'
import { sources } from './sources'

const engines: Record<Visit['kind'], Engine> = {
  chromium: 'blink',
  firefox: 'gecko',
  webkit: 'webkit',
}

const { visited, missing } = inject('visits')

describe('the list', () => {
  test('has the same names as the catalogue, each once', () => {
    const names = sources.map(({ name }) => name)
    expect(new Set(names).size).toBe(names.length)
    expect([...names].sort()).toEqual(catalog.map(({ name }) => name).sort())
  })

  test('leaves the validator out of the bundle and stays under its size', async () => {
    const script = await bundleSources(true)
    expect(script).not.toMatch(/typebox/i)
    expect(gzipSync(script, { level: 9 }).length).toBeLessThan(14_500)
  })

  test('holds ASCII only, so that a page may serve it without a charset', async () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the range is ASCII
    expect(await bundleSources(true)).toMatch(/^[\x00-\x7f]*$/)
  })

  test('can be imported without a window and reads nothing then', () => {
    expect(typeof globalThis.window).toBe('undefined')
    expect(sources.some(({ stage }) => stage === 'late')).toBe(true)
  })
})

describe.each(visited)('in $browser', ({ kind, loads }) => {
  const engine = engines[kind]

  test('no source throws', () => {
    for (const { readings } of loads) {
      const errors = Object.entries(readings).filter(([, { error }]) => error !== undefined)
      expect(errors).toEqual([])
      expect(Object.keys(readings).length).toBe(sources.length)
    }
  })

  test('every device signal is the same in a private profile and another window size', () => {
    const [first, second] = loads
    const pick = (load: (typeof loads)[0]) =>
      Object.fromEntries(deviceSignals(engine).map(({ name }) => [name, load.readings[name]]))
    expect(pick(second)).toEqual(pick(first))
  })

  test('at least sixteen device signals are readable', () => {
    const present = deviceSignals(engine).filter(
      ({ name }) => loads[0].readings[name]?.value !== undefined,
    )
    expect(present.length).toBeGreaterThanOrEqual(16)
  })

  test('the page sees no violation of its policy and no element left behind', () => {
    for (const { violations, elements } of loads) {
      expect(violations).toEqual([])
      expect(elements[1]).toBe(elements[0])
    }
  })

  test('the console gets nothing but the two probes, whose values are blank', ({ skip }) => {
    for (const { consoleLines } of loads) {
      if (!consoleLines) return skip('no driver tells')
      expect(consoleLines.filter((line) => !isProbe(line))).toEqual([])
    }
  })
})

for (const kind of missing) test.skip(`${browserNames[kind]}: not installed`)

/** The empty error of the formatting trap, and in Firefox the object and lists of the cost probe. */
const isProbe = (line: string) =>
  /^(debug: Error|debug: JSHandle@object|(table|log): JSHandle@array)$/.test(line)

/** Signals that may take part in the exact match of an engine. */
const deviceSignals = (engine: Engine) =>
  catalog.filter(
    ({ stability, noisyIn }) =>
      stability === 'device' && !noisyIn.some((noisy) => noisy === engine),
  )
