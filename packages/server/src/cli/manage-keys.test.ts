import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../test/house'
import { createManager, managedTenants } from '../../test/management'
import { StartError } from '../start-error'
import { type KeyAction, manageKeys } from './manage-keys'

let whorl: TestHouse
beforeAll(async () => {
  whorl = await openTestHouse({ tenants: managedTenants })
})
afterAll(() => whorl.close())

async function run(action: KeyAction, ...args: string[]): Promise<string[]> {
  const lines: string[] = []
  await manageKeys({ WHORL_DATA: whorl.folder }, action, args, (line) => lines.push(line))
  // What the running server does every second.
  await whorl.house.tenants.reload()
  return lines
}

async function create(body: object = {}): Promise<{ id: string; token: string }> {
  const manage = createManager(whorl.app, 'mk_a')
  return (await manage('POST', '/api-keys', { type: 'secret', name: 'cli', ...body })).json.data
}

async function statusOf(token: string): Promise<number> {
  const headers = { authorization: `Bearer ${token}` }
  return (await whorl.app.inject({ url: '/v4/events/x', headers })).statusCode
}

test('list shows every key without its secret, one a line', async () => {
  const { id, token } = await create({ name: 'two\nlines\u001b[2J', environment: 'ae_a_side' })
  await statusOf(token)
  await whorl.house.keyUses.settled()
  const lines = await run('list')
  const columns = lines.find((line) => line.startsWith(`${id}\t`))?.split('\t')
  expect(columns).toEqual([
    id,
    'secret',
    'enabled',
    'a',
    'a side',
    `…${token.slice(-4)}`,
    expect.stringMatching(/^\d{4}-.*Z$/),
    'two lines [2J',
  ])
  expect(lines.join('\n')).not.toContain(token)
  expect(lines).toHaveLength(1 + whorl.house.tenants.keysOf('ws_a').length * 2 - 1)
})

test('a running server learns that a key is disabled, enabled and gone', async () => {
  const { id, token } = await create()
  expect(await statusOf(token)).toBe(404)
  expect(await run('disable', id)).toEqual([`${id} (secret, …${token.slice(-4)}) is disabled.`])
  expect(await statusOf(token)).toBe(403)
  await run('enable', id)
  expect(await statusOf(token)).toBe(404)
  await run('revoke', id)
  expect(await statusOf(token)).toBe(403)
  await expect(run('enable', id)).rejects.toThrow(StartError)
})

describe('refuses with a sentence', () => {
  test.each<[KeyAction, string[], string]>([
    ['list', ['x'], 'takes nothing'],
    ['disable', [], 'takes one id'],
    ['revoke', ['a', 'b'], 'takes one id'],
    ['enable', ['key_none'], 'There is no key "key_none"'],
  ])('%s %j', async (action, args, part) => {
    await expect(run(action, ...args)).rejects.toThrow(part)
  })
})
