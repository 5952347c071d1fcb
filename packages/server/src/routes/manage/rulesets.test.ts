import { RuleActionV4 } from '@whorl/wire'
import { Errors } from 'typebox/value'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openTestHouse, type TestHouse } from '../../../test/house'
import { createManager, managedTenants } from '../../../test/management'

let whorl: TestHouse
let manage: ReturnType<typeof createManager>
let stranger: ReturnType<typeof createManager>
beforeAll(async () => {
  whorl = await openTestHouse({ tenants: managedTenants })
  manage = createManager(whorl.app, 'mk_a')
  stranger = createManager(whorl.app, 'mk_b')
})
afterAll(() => whorl.close())

async function ids(): Promise<string[]> {
  const { json } = await manage('GET', '/rulesets?limit=101')
  return json.data.map(({ id }: { id: string }) => id)
}
beforeEach(async () => {
  for (const id of await ids()) await manage('DELETE', `/rulesets/${id}`)
})

const block = { type: 'block', status_code: 451, body: 'no' }
const shopRule = { name: 'the shop', expression: "url contains 'shop.example'", action: block }
const ruleset = { name: 'sign-up', rules: [shopRule] }

const make = async (body: object = ruleset) => (await manage('POST', '/rulesets', body)).json.data

async function read(eventId: string, rulesetId: string) {
  const reply = await whorl.app.inject({
    method: 'GET',
    url: `/v4/events/${eventId}?ruleset_id=${rulesetId}`,
    headers: { authorization: 'Bearer sk_a' },
  })
  return { status: reply.statusCode, body: reply.json() }
}

describe('201', () => {
  test('a ruleset is shown as it was made, with ids of the published form', async () => {
    const { status, json } = await manage('POST', '/rulesets', {
      ...ruleset,
      rules: [shopRule, { expression: 'bot in ["bad"]', action: { type: 'block' } }],
    })
    expect(status).toBe(201)
    expect(json.data).toEqual({
      id: expect.stringMatching(/^rs_[0-9A-Za-z]{14}$/),
      name: 'sign-up',
      rules: [
        { id: expect.stringMatching(/^r_[0-9A-Za-z]{14}$/), ...shopRule },
        {
          id: expect.any(String),
          name: null,
          expression: 'bot in ["bad"]',
          action: { type: 'block', status_code: 403 },
        },
      ],
      default: { type: 'allow' },
      created_at: expect.any(String),
      updated_at: null,
    })
    expect((await manage('GET', `/rulesets/${json.data.id}`)).json).toEqual(json)
  })

  test('decides from then on, until it is changed or deleted', async () => {
    const { eventId } = await whorl.identify()
    const made = await make()
    const rule = made.rules[0]
    expect((await read(eventId, made.id)).body.rule_action).toEqual({
      ...block,
      ruleset_id: made.id,
      rule_id: rule.id,
      rule_expression: rule.expression,
    })
    await manage('PATCH', `/rulesets/${made.id}`, { rules: [] })
    expect((await read(eventId, made.id)).body.rule_action).toEqual({
      type: 'allow',
      ruleset_id: made.id,
    })
    expect((await manage('DELETE', `/rulesets/${made.id}`)).status).toBe(204)
    expect(await read(eventId, made.id)).toMatchObject({
      status: 400,
      body: { error: { code: 'ruleset_not_found' } },
    })
  })
})

describe('200', () => {
  test('a list has pages, oldest first', async () => {
    const made = [(await make()).id, (await make()).id, (await make()).id]
    const first = (await manage('GET', '/rulesets?limit=2')).json
    const { next_cursor: cursor } = first.metadata.pagination
    const second = (await manage('GET', `/rulesets?limit=2&cursor=${cursor}`)).json
    const seen = [...first.data, ...second.data].map(({ id }: { id: string }) => id)
    expect(first.data).toHaveLength(2)
    expect(seen.sort()).toEqual(made.sort())
  })

  test.each(['PATCH', 'POST'] as const)('%s changes what it names', async (method) => {
    const made = await make({ ...ruleset, default: block })
    const renamed = await manage(method, `/rulesets/${made.id}`, { name: 'log-in' })
    expect(renamed).toMatchObject({
      status: 200,
      json: { data: { ...made, name: 'log-in', updated_at: expect.any(String) } },
    })
    const opened = await manage(method, `/rulesets/${made.id}`, { default: { type: 'allow' } })
    expect(opened.json.data).toMatchObject({
      name: 'log-in',
      rules: made.rules,
      default: { type: 'allow' },
    })
  })

  test('rules that stay keep their ids, whatever else changes', async () => {
    const bare = { expression: 'incognito', action: { type: 'block' } }
    const made = await make({ ...ruleset, rules: [shopRule, bare] })
    const [named, unnamed] = made.rules.map(({ id }: { id: string }) => id)
    const changed = await manage('PATCH', `/rulesets/${made.id}`, {
      rules: [
        bare,
        { ...bare, action: block },
        { ...shopRule, expression: 'vpn' },
        { id: 'r_mine', expression: 'proxy', action: block },
      ],
    })
    const after = changed.json.data.rules.map(({ id }: { id: string }) => id)
    expect(after).toEqual([unnamed, expect.any(String), named, 'r_mine'])
    expect(new Set(after).size).toBe(4)
  })

  test('tests a ruleset on an event that happened, and on one that is described', async () => {
    const { eventId } = await whorl.identify()
    const { id, rules } = await make()
    const ask = async (body: object) =>
      (await manage('POST', `/rulesets/${id}/test`, body)).json.data
    const happened = await ask({ event_id: eventId })
    expect(happened).toEqual((await read(eventId, id)).body.rule_action)
    expect(happened).toMatchObject({ type: 'block', rule_id: rules[0].id })
    expect([...Errors(RuleActionV4, happened)]).toEqual([])
    expect(await ask({ event: { url: 'https://shop.example/', bot: 'bad' } })).toEqual(happened)
    expect(await ask({ event: {} })).toEqual({ type: 'allow', ruleset_id: id })
  })
})

describe('400', () => {
  test.each([
    [
      { rules: [{ ...shopRule, expression: 'incogntio' }] },
      'rules[0].expression: there is no field "incogntio"',
    ],
    [
      { rules: [shopRule, { ...shopRule, expression: 'bot == "bda"' }] },
      'rules[1].expression: bot is never "bda"',
    ],
    [{ rules: [{ ...shopRule, expression: '' }] }, 'rules/0/expression'],
    [{ rules: [{ ...shopRule, expression: 'x'.repeat(4_097) }] }, 'rules/0/expression'],
    [{ rules: Array(101).fill({ expression: 'vpn', action: { type: 'block' } }) }, 'rules'],
    [{ rules: [{ ...shopRule, action: { type: 'deny' } }] }, 'rules/0/action/type'],
    [
      { rules: [{ ...shopRule, action: { type: 'allow', body: 'x' } }] },
      'rules[0].action: body belongs to block',
    ],
    [
      { default: { type: 'block', request_header_modifications: {} } },
      'default: request_header_modifications belongs to allow',
    ],
    [{ default: { type: 'block', status_code: 42 } }, 'default/status_code'],
    [
      { default: { type: 'block', headers: [{ name: 'X', value: 'a\r\nSet-Cookie: b' }] } },
      'default/headers/0/value',
    ],
    [
      { default: { type: 'allow', request_header_modifications: { remove: ['a b'] } } },
      'default/request_header_modifications/remove/0',
    ],
    [{ rules: [{ ...shopRule, id: 'r_1' + '\n' }] }, 'rules/0/id'],
    [
      {
        rules: [
          { ...shopRule, id: 'r_1' },
          { ...shopRule, id: 'r_1' },
        ],
      },
      'rules[1].id: another rule',
    ],
    [{ rules: [{ ...shopRule, colour: 1 }] }, 'unknown field "colour"'],
    [{ name: 'x' }, 'name'],
  ])('%j says what is wrong and where', async (changes, part) => {
    const made = await make()
    for (const url of ['/rulesets', `/rulesets/${made.id}`]) {
      const { status, json } = await manage('POST', url, { ...ruleset, ...changes })
      expect(status).toBe(400)
      expect(json.error.message).toContain(part)
    }
    expect((await manage('GET', '/rulesets')).json.data).toEqual([made])
  })

  test.each([
    [{}, 'name event_id or event'],
    [{ event_id: '1', event: {} }, 'name event_id or event'],
    [{ event: { incogntio: true } }, 'unknown field "incogntio"'],
    [{ event: { incognito: 'yes' } }, 'event/incognito'],
  ])('a test of %j says what is missing', async (body, part) => {
    const { id } = await make()
    const { status, json } = await manage('POST', `/rulesets/${id}/test`, body)
    expect(status).toBe(400)
    expect(json.error.message).toContain(part)
  })
})

describe('403', () => {
  test('a key of one environment does not reach the rulesets of the workspace', async () => {
    const { id } = await make()
    const key = { type: 'management', name: 'of one', environment: 'ae_a' }
    const { token } = (await manage('POST', '/api-keys', key)).json.data
    const scoped = createManager(whorl.app, token)
    const refused = { status: 403, json: { error: { code: 'forbidden' } } }
    expect(await scoped('GET', '/rulesets')).toMatchObject(refused)
    expect(await scoped('POST', '/rulesets', ruleset)).toMatchObject(refused)
    for (const url of [`/rulesets/${id}`, '/rulesets/rs_none']) {
      expect(await scoped('GET', url)).toMatchObject(refused)
      expect(await scoped('PATCH', url, { name: 'mine' })).toMatchObject(refused)
      expect(await scoped('DELETE', url)).toMatchObject(refused)
      expect(await scoped('POST', `${url}/test`, { event: {} })).toMatchObject(refused)
    }
    expect(await ids()).toEqual([id])
  })
})

describe('404', () => {
  test('another workspace’s ruleset and event are answered like none', async () => {
    const { eventId } = await whorl.identify()
    const made = await make()
    const none = await stranger('GET', '/rulesets/rs_none')
    expect(none).toMatchObject({ status: 404, json: { error: { message: 'ruleset not found' } } })
    const url = `/rulesets/${made.id}`
    expect(await stranger('GET', url)).toEqual(none)
    expect(await stranger('PATCH', url, { name: 'mine' })).toEqual(none)
    expect(await stranger('POST', url, { rules: [] })).toEqual(none)
    expect(await stranger('DELETE', url)).toEqual(none)
    expect(await stranger('POST', `${url}/test`, { event: {} })).toEqual(none)
    expect((await stranger('GET', '/rulesets')).json.data).toEqual([])
    expect((await manage('GET', url)).json.data).toEqual(made)

    const own = (await stranger('POST', '/rulesets', ruleset)).json.data
    const foreign = await stranger('POST', `/rulesets/${own.id}/test`, { event_id: eventId })
    expect(foreign).toMatchObject({ status: 404, json: { error: { message: 'event not found' } } })
    await stranger('DELETE', `/rulesets/${own.id}`)
  })
})

describe('409', () => {
  test('a workspace has at most 50 rulesets', async () => {
    for (let count = 0; count < 50; count++) await make()
    expect(await manage('POST', '/rulesets', ruleset)).toMatchObject({
      status: 409,
      json: { error: { message: 'a workspace has at most 50 rulesets' } },
    })
  })
})
