import { describe, expect, test } from 'vitest'
import { openStore } from '../src/open-store'
import { StoreBusyError } from '../src/store-errors'
import { type TestBackend, testOptions } from './backend'
import { aCommand, aProfile, aQuery, visit } from './sample'

export function openingConformance(getBackend: () => TestBackend): void {
  test('again finds what was recorded', async () => {
    const url = await getBackend().newUrl()
    const first = await openStore(url, testOptions)
    const profile = aProfile()
    const { event } = await visit(first, aQuery('ws_a'), profile)
    const population = { workspaceId: 'ws_a', revision: 0, content: 'learned' }
    await first.populations.write(population)
    await first.close()
    await first.close()
    const second = await openStore(url, testOptions)
    expect(await second.events.find('ws_a', event.eventId)).toMatchObject(event)
    expect(await second.visitors.find('ws_a', profile.visitorId)).toEqual(profile)
    expect(await second.populations.find('ws_a')).toEqual({ revision: 1, content: 'learned' })
    await second.close()
  })

  test.each([
    [
      'a newer database',
      `INSERT INTO migrations (number, name, checksum) VALUES (9999, 'from-tomorrow', 'x')`,
      /migration 9999 \(from-tomorrow\).*newer version.*Start that version/s,
    ],
    [
      'a migration that was changed after it ran',
      `UPDATE migrations SET checksum = 'x' WHERE number = 1`,
      /Migration 1 \(first-tables\) was changed/,
    ],
  ])('refuses %s and says what to do', async (_what, sql, message) => {
    const backend = getBackend()
    const url = await backend.newUrl()
    await (await openStore(url, testOptions)).close()
    await backend.exec(url, sql)
    await expect(openStore(url, testOptions)).rejects.toThrow(message)
    await expect(openStore(url, testOptions)).rejects.toMatchObject({ name: 'StoreOpenError' })
  })

  test('refuses a short key for deleted visitors', async () => {
    const url = await getBackend().newUrl()
    await expect(openStore(url, { tombstoneKey: new Uint8Array(8) })).rejects.toThrow('16 bytes')
  })

  describe('with a short queue', () => {
    test('too many waiting commands are refused at once, and the rest are kept', async () => {
      const store = await openStore(await getBackend().newUrl(), { ...testOptions, queuedMax: 5 })
      const commands = []
      for (let at = 0; at < 12; at += 1) {
        const query = aQuery('ws_a')
        commands.push(aCommand(query, await store.visits.history(query), aProfile()))
      }
      const outcomes = await Promise.allSettled(commands.map((one) => store.visits.record(one)))
      const refused = outcomes.filter(({ status }) => status === 'rejected')
      expect(refused).toHaveLength(7)
      for (const outcome of refused) {
        expect(outcome.status === 'rejected' && outcome.reason).toBeInstanceOf(StoreBusyError)
      }
      expect(await store.events.count('ws_a')).toBe(5)
      await store.close()
    })
  })
}
