import Value from 'typebox/value'
import { describe, expect, inject, test } from 'vitest'
import { catalog, type SignalName } from '../src/catalog'
import { browserNames } from './visit'

/**
 * Tests what a source gives in each engine. `expected` has one entry for each browser and version,
 * so that a new release fails on purpose: a value or matchers for it, `undefined` for no such thing.
 */
export function testReadings(name: SignalName, expected: Readonly<Record<string, unknown>>): void {
  const { visited, missing } = inject('visits')
  const signal = catalog.find((one) => one.name === name)
  describe(name, () => {
    for (const { browser, loads } of visited) {
      test(`is read in ${browser}`, () => {
        expect(Object.keys(expected), 'expectations by browser and version').toContain(browser)
        const reading = loads[0].readings[name]
        const value = expected[browser]
        expect(reading).toEqual(value === undefined ? {} : { value })
      })
      test(`fits its schema in ${browser}`, () => {
        for (const { readings } of loads) {
          const value = readings[name]?.value
          if (value === undefined) continue
          expect([...Value.Errors(signal?.schema ?? {}, value)]).toEqual([])
        }
      })
    }
    for (const kind of missing) test.skip(`is read in ${browserNames[kind]}: not installed`)
  })
}
