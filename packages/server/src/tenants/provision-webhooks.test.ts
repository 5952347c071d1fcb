import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Webhook } from '@whorl/store'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../config'
import { openHouse } from '../open-house'
import { openBasicAuth, openSecrets } from '../webhooks/webhook-secrets'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whorl-webhooks-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

/** Starts with these webhooks, and says what is stored then, with its secrets open. */
async function start(data: string, webhooks: object[]) {
  const path = join(folder, 'file.json')
  const environments = [{ id: 'ae_main', name: 'main', publicKeys: ['pk_main'] }]
  const workspace = { id: 'ws_one', name: 'one', environments, webhooks }
  writeFileSync(path, JSON.stringify({ workspaces: [workspace] }))
  const env = { WHORL_DATA: join(folder, data), WHORL_PROVISION: path, WHORL_LOG_LEVEL: 'silent' }
  const { house, close } = await openHouse(readConfig(env))
  const rows = await house.store.webhooks.list('ws_one')
  const open = (row: Webhook) => ({
    secrets: openSecrets(house.secrets.box, row),
    basicAuth: openBasicAuth(house.secrets.box, row),
  })
  const opened = rows.map(open)
  await close()
  return { rows, opened }
}

const hook = { url: 'https://hook.example/x', secret: 'secret one', version: '4' }
const basicAuth = { username: 'u', password: 'p' }

test('are real, with their secrets sealed', async () => {
  const { rows, opened } = await start('real', [
    { ...hook, environment: 'main', basicAuth },
    { ...hook, id: 'given', version: '3', url: 'http://127.0.0.1/' },
  ])
  expect(rows).toMatchObject([
    { environmentId: 'ae_main', version: 4, status: 'enabled', url: hook.url },
    { id: 'given', version: 3 },
  ])
  expect(opened).toEqual([
    { secrets: ['secret one'], basicAuth },
    { secrets: ['secret one'], basicAuth: undefined },
  ])
  expect(JSON.stringify(rows)).not.toContain('secret one')
})

test('are the same after a second start, also two with one address', async () => {
  const all = [
    { ...hook, basicAuth },
    { ...hook, version: '3' },
    { ...hook, id: 'given' },
  ]
  const first = await start('same', all)
  expect(first.rows).toHaveLength(3)
  expect(await start('same', all)).toEqual(first)
})

test('change what changed, and stay when they are gone from the file', async () => {
  const first = await start('changed', [hook])
  const second = await start('changed', [{ ...hook, version: '3', secret: 'secret two' }])
  expect(second.rows).toMatchObject([{ id: first.rows[0]?.id, version: 3 }])
  expect(second.opened).toMatchObject([{ secrets: ['secret two'] }])
  expect((await start('changed', [])).rows).toHaveLength(1)
})
