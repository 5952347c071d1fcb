import { describe, expect, test } from 'vitest'
import type { Migration } from './define'
import { migrations } from './index'
import { checksumOf, planMigrations } from './plan'

const first: Migration = { number: 1, name: 'first', sqlite: 'S1', postgres: 'P1' }
const second: Migration = { number: 2, name: 'second', sqlite: 'S2', postgres: 'P2' }
const ran = { number: 1, name: 'first', checksum: checksumOf('P1') }

describe('planMigrations', () => {
  test('runs in order what has not run yet', () => {
    const all = planMigrations('sqlite', [], [first, second])
    expect(all.map(({ sql }) => sql)).toEqual(['S1', 'S2'])
    const rest = planMigrations('postgres', [ran], [first, second])
    expect(rest).toEqual([{ number: 2, name: 'second', sql: 'P2', checksum: checksumOf('P2') }])
    expect(planMigrations('postgres', [ran], [first])).toEqual([])
  })

  test('refuses a database that is newer than the program', () => {
    const tomorrow = { number: 3, name: 'third', checksum: 'x' }
    expect(() => planMigrations('postgres', [ran, tomorrow], [first, second])).toThrow(
      /migration 3 \(third\).*newer version/s,
    )
  })

  test('refuses a step that is another text now', () => {
    const changed = { ...first, postgres: 'P1 but better' }
    expect(() => planMigrations('postgres', [ran], [changed])).toThrow(/Migration 1 .* was changed/)
  })
})

test('the shipped steps are numbered without gaps', () => {
  expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, at) => at + 1))
})
