import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestHouse } from '../../test/house'
import { readConfig } from '../config'
import { openHouse } from '../open-house'
import { readProvisionFile } from './provision-file'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whorl-provision-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const environment = { name: 'main', publicKeys: ['pk_main'] }
const workspace = { name: 'one', environments: [environment] }
const fileOf = (content: unknown) => {
  const path = join(folder, 'file.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}
const mistakeIn = (content: unknown) => {
  try {
    readProvisionFile(fileOf(content))
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
  return undefined
}

/** Everything that the contract names. */
const everything = {
  workspaces: [
    {
      id: 'ws_given',
      name: 'one',
      region: 'eu',
      smartSignals: false,
      relatedVisitors: true,
      updateSettleMs: 4_000,
      strictZones: true,
      limits: { newVisitorsPerMinute: 10 },
      environments: [
        {
          id: 'ae_0123456789abcdef',
          name: 'main',
          publicKeys: ['pk_main', 'abc'],
          allowedOrigins: ['https://shop.example', '*.shop.example'],
          sealedResults: { key: Buffer.alloc(32, 3).toString('base64') },
          zeroTrust: true,
          limits: { ingestPerIp: 5, ingestPerKey: 6, apiPerKey: 7 },
        },
        { name: 'side', publicKeys: ['pk_side'] },
      ],
      secretKeys: [
        { token: 'sk_all' },
        { token: 'sk_side', environment: 'side' },
        { token: 'sk_off', status: 'disabled', environment: 'ae_0123456789abcdef' },
      ],
      managementKeys: ['mk_one'],
      proxyKeys: ['px_one'],
      webhooks: [
        {
          url: 'https://hook.example/x',
          secret: 'whsec_very_secret',
          version: '4',
          environment: 'main',
          basicAuth: { username: 'u', password: 'p' },
        },
      ],
      trackers: [
        {
          id: 't1',
          key: 'tr_key',
          domains: ['a.example'],
          variables: ['userID'],
          thresholds: { high: 85 },
          weights: { vpn: 2 },
        },
      ],
      rulesets: [
        {
          id: 'rs_given',
          name: 'sign-up',
          rules: [
            { id: 'r_given', name: 'bots', expression: 'bot == "bad"', action: { type: 'block' } },
            { expression: 'suspect_score > 9', action: { type: 'block', status_code: 429 } },
          ],
          default: { type: 'allow', request_header_modifications: { remove: ['X-Trusted'] } },
        },
        { name: 'log-in', rules: [{ expression: 'vpn', action: { type: 'block' } }] },
      ],
    },
  ],
}

const blockIf = (expression: string) => ({ expression, action: { type: 'block' } })
const withRulesets = (...rulesets: object[]) => ({ workspaces: [{ ...workspace, rulesets }] })

describe('a mistake is named', () => {
  test.each<[unknown, string]>([
    [
      withRulesets({ name: 'one', rules: [blockIf('vpn'), blockIf('vnp')] }),
      'workspaces[0].rulesets[0].rules[1].expression: there is no field "vnp"',
    ],
    [
      withRulesets({ name: 'one', rules: [], default: { type: 'allow', body: '' } }),
      'workspaces[0].rulesets[0].default: body belongs to block',
    ],
    [
      withRulesets({ name: 'one', rules: [] }, { name: 'one', rules: [] }),
      'workspaces[0].rulesets[1]: "one" is there twice',
    ],
    [withRulesets({ id: 'a b', name: 'one', rules: [] }), 'workspaces[0].rulesets[0].id'],
    [
      withRulesets({ name: 'one', rules: [{ ...blockIf('vpn'), action: { type: 'deny' } }] }),
      'workspaces[0].rulesets[0].rules[0].action.type',
    ],
    [
      withRulesets({ name: 'one', rules: [], defaults: {} }),
      'workspaces[0].rulesets[0] has the unknown key "defaults"',
    ],
    ['{', 'cannot be read as JSON'],
    [{ workspaces: [], webhook: 1 }, 'the file has the unknown key "webhook"'],
    [
      { workspaces: [{ ...workspace, smartsignals: true }] },
      'workspaces[0] has the unknown key "smartsignals"',
    ],
    [
      { workspaces: [{ ...workspace, environments: [{ ...environment, allowedOrigin: [] }] }] },
      'workspaces[0].environments[0] has the unknown key "allowedOrigin"',
    ],
    [
      { workspaces: [{ ...workspace, environments: [{ ...environment, limits: { perIp: 1 } }] }] },
      'workspaces[0].environments[0].limits has the unknown key "perIp"',
    ],
    [{ workspaces: [{ environments: [] }] }, 'workspaces[0] must have required properties name'],
    [
      { workspaces: [{ ...workspace, environments: [{ ...environment, publicKeys: ['a b'] }] }] },
      'workspaces[0].environments[0].publicKeys[0]',
    ],
    [{ workspaces: [{ ...workspace, updateSettleMs: -1 }] }, 'workspaces[0].updateSettleMs'],
    [
      { workspaces: [{ ...workspace, environments: [environment, environment] }] },
      'workspaces[0] has two environments "main"',
    ],
    [
      { workspaces: [{ ...workspace, environments: [{ ...environment, allowedOrigins: ['*'] }] }] },
      'allowedOrigins[0] "*" is no origin',
    ],
    [
      {
        workspaces: [
          { ...workspace, environments: [{ ...environment, sealedResults: { key: 'AAAA' } }] },
        ],
      },
      'sealedResults.key must be 32 bytes in base64',
    ],
    [
      { workspaces: [{ ...workspace, secretKeys: [{ token: 'sk_x', environment: 'no' }] }] },
      'workspaces[0].secretKeys[0].environment "no" is none of workspaces[0]',
    ],
    [
      { workspaces: [{ ...workspace, secretKeys: [{ token: 'pk_main' }] }] },
      'workspaces[0].secretKeys[0] is the same key as workspaces[0].environments[0].publicKeys[0]',
    ],
  ])('%j', (content, sentence) => {
    expect(mistakeIn(content)).toContain(sentence)
  })

  test('a file that is not there', () => {
    expect(() => readProvisionFile(join(folder, 'none.json'))).toThrow(
      /^WHORL_PROVISION: .*none\.json/,
    )
  })
})

test('everything in the contract is taken', async () => {
  expect(mistakeIn(everything)).toBeUndefined()
  const house = await openTestHouse({ tenants: everything as never })
  const { tenants } = house.house
  const main = tenants.findKey('pk_main')
  expect(main?.workspace).toMatchObject({ id: 'ws_given', name: 'one' })
  expect(main?.environment).toMatchObject({ id: 'ae_0123456789abcdef', name: 'main' })
  expect(tenants.findKey('sk_side')?.environment?.name).toBe('side')
  expect(tenants.findKey('sk_all')?.environment).toBeUndefined()
  expect(tenants.findKey('sk_off')?.key.status).toBe('disabled')
  expect(tenants.findKey('px_one')?.key.type).toBe('proxy')
  expect(tenants.firstEnvironment()?.key.token).toBe('pk_main')
  await house.close()
})

test('secrets stand nowhere in the data folder', async () => {
  const own = mkdtempSync(join(tmpdir(), 'whorl-dump-'))
  const house = await openTestHouse({ tenants: everything as never, folder: own })
  await house.identify({}, { key: 'pk_side' })
  await house.close()
  rmSync(join(own, 'provision.json'))
  const files = readdirSync(own).filter((name) => name !== 'secret.key')
  const dump = files.map((name) => readFileSync(join(own, name), 'latin1')).join()
  expect(dump).toContain('pk_main')
  for (const secret of ['sk_all', 'sk_side', 'sk_off', 'mk_one', 'px_one', 'whsec_very_secret'])
    expect(dump).not.toContain(secret)
  expect(dump).not.toContain(everything.workspaces[0]?.environments[0]?.sealedResults?.key)
  rmSync(own, { recursive: true })
})

describe('a second start', () => {
  const start = async (content: unknown, data: string) => {
    const { house, firstKeys, close } = await openHouse(
      readConfig({ WHORL_DATA: data, WHORL_PROVISION: fileOf(content), WHORL_LOG_LEVEL: 'silent' }),
    )
    const rows = await house.store.tenants.readAll()
    const version = await house.store.tenants.version()
    await close()
    return { rows, version, firstKeys }
  }

  test('with the same file changes nothing', async () => {
    const data = join(folder, 'same')
    const first = await start(everything, data)
    const second = await start(everything, data)
    expect(second).toEqual(first)
    expect(first.firstKeys).toBeUndefined()
  })

  test('changes what changed, by id, else by name; what is gone from the file stays', async () => {
    const data = join(folder, 'changed')
    await start(
      { workspaces: [{ ...workspace, secretKeys: [{ token: 'sk_1' }, { token: 'sk_2' }] }] },
      data,
    )
    const { rows } = await start(
      {
        workspaces: [
          {
            ...workspace,
            smartSignals: false,
            environments: [{ ...environment, zeroTrust: true }],
            secretKeys: [{ token: 'sk_1', status: 'disabled' }],
          },
        ],
      },
      data,
    )
    expect(rows.workspaces).toHaveLength(1)
    expect(rows.workspaces[0]?.settings).toEqual({ smartSignals: false })
    expect(rows.environments.map(({ settings }) => settings)).toEqual([{ zeroTrust: true }])
    expect(
      rows.keys
        .filter(({ type }) => type === 'secret')
        .map(({ status }) => status)
        .sort(),
    ).toEqual(['disabled', 'enabled'])
  })

  test('changes rulesets by id, else by name, and leaves alone those it does not name', async () => {
    const data = join(folder, 'rulesets')
    const rulesetsAfter = async (...entries: object[]) => {
      const { rows } = await start(withRulesets(...entries), data)
      return rows.workspaces[0]?.settings.rulesets
    }
    const named = { name: 'log-in', rules: [blockIf('vpn')] }
    const given = { id: 'rs_given', name: 'sign-up', rules: [] }
    const first = await rulesetsAfter(named, given)
    expect(first).toEqual([
      {
        id: expect.stringMatching(/^rs_[0-9A-Za-z]{14}$/),
        name: 'log-in',
        rules: [
          {
            id: expect.stringMatching(/^r_[0-9A-Za-z]{14}$/),
            expression: 'vpn',
            action: { type: 'block', status_code: 403 },
          },
        ],
        default: { type: 'allow' },
        createdAt: expect.any(Number),
      },
      { ...given, default: { type: 'allow' }, createdAt: expect.any(Number) },
    ])
    expect(await rulesetsAfter()).toEqual(first)
    const [kept, before] = first as Record<string, unknown>[]
    expect(await rulesetsAfter({ ...given, name: 'join' }, named)).toEqual([
      kept,
      { ...before, name: 'join', updatedAt: expect.any(Number) },
    ])
  })

  test('gives nobody the key of another workspace', async () => {
    const data = join(folder, 'foreign')
    await start({ workspaces: [workspace] }, data)
    const other = { ...workspace, name: 'two' }
    await expect(start({ workspaces: [other] }, data)).rejects.toThrow(
      /is a public key of workspace/,
    )
  })
})

describe('without a file', () => {
  test('the first start makes keys and tells them once', async () => {
    const env = { WHORL_DATA: join(folder, 'first'), WHORL_LOG_LEVEL: 'silent' }
    const first = await openHouse(readConfig(env))
    const { publicKey = '', secretKey = '' } = first.firstKeys ?? {}
    expect(first.house.tenants.findKey(publicKey)?.environment?.id).toMatch(/^ae_[0-9a-f]{16}$/)
    expect(first.house.tenants.findKey(secretKey)?.workspace.id).toMatch(/^ws_/)
    await first.close()
    const second = await openHouse(readConfig(env))
    expect(second.firstKeys).toBeUndefined()
    expect(second.house.tenants.findKey(secretKey)?.key.lastFour).toBe(secretKey.slice(-4))
    await second.close()
  })
})
