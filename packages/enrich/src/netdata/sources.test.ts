import { expect, test } from 'vitest'
import { crawlers, listNameOf } from '../crawlers/crawlers'
import { networkSources } from './sources'
import { tableOf } from './write-tables'

test('every source has a name and a table of its own', () => {
  const names = networkSources.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  const tables = networkSources.map((source) => `${source.layer === 'crawler'} ${tableOf(source)}`)
  expect(new Set(tables).size).toBe(tables.length)
  // File names on every system.
  for (const source of networkSources) expect(tableOf(source)).toMatch(/^[a-z0-9-]+$/)
})

test('everything is fetched over https', () => {
  for (const { name, files } of networkSources) {
    expect(files.length, name).toBeGreaterThan(0)
    for (const { url } of files) expect(new URL(url).protocol, name).toBe('https:')
  }
})

test('every list that the table of crawlers knows can be fetched', () => {
  const wanted = crawlers.flatMap(({ rangeUrl }) => (rangeUrl ? [listNameOf(rangeUrl)] : []))
  const made = networkSources.filter(({ layer }) => layer === 'crawler').map(tableOf)
  expect(new Set(made)).toEqual(new Set(wanted))
})

test('lists of attackers are opt-in', () => {
  const attacks = networkSources.filter(({ layer }) => layer === 'attackSource')
  expect(attacks.map(({ name, isOptIn }) => [name, isOptIn])).toEqual([['ipsum', true]])
})
