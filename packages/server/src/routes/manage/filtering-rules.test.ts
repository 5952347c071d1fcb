import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { aPayload, openTestHouse, type PostOptions, type TestHouse } from '../../../test/house'
import { createManager, managedTenants } from '../../../test/management'

let whorl: TestHouse
let manage: ReturnType<typeof createManager>
beforeAll(async () => {
  whorl = await openTestHouse({ tenants: managedTenants })
  manage = createManager(whorl.app, 'mk_a')
})
afterAll(() => whorl.close())
beforeEach(async () => {
  await manage('POST', '/filtering-rules/bulk', {
    environment: 'ae_a',
    mode: 'overwrite',
    rules: [],
  })
})

const deny = { name: 'deny all', environment: 'ae_a', expression: 'true', action: 'deny' }

async function names(): Promise<string[]> {
  const { json } = await manage('GET', '/filtering-rules?environment=ae_a')
  return json.data.map(({ name }: { name: string }) => name)
}

describe('an identification', () => {
  const visit = (options: PostOptions = {}) => whorl.post(aPayload(), options)

  test('is refused before anything is stored', async () => {
    const { visitorId = '' } = await whorl.identify()
    const count = () => whorl.house.store.events.count('ws_a')
    const before = await count()
    await manage('POST', '/filtering-rules', deny)
    const refused = await visit()
    expect(refused).toMatchObject({
      status: 403,
      json: { error: { code: 'request_filtered', message: 'Forbidden', v3: 'Forbidden' } },
    })
    expect(refused.headers['set-cookie']).toBeUndefined()
    expect(await count()).toBe(before)
    expect((await whorl.house.store.visitors.find('ws_a', visitorId))?.visits).toBe(1)
    const side = await whorl.post(aPayload({ key: 'pk_a_side' }), { key: 'pk_a_side' })
    expect(side.status).toBe(200)
  })

  test.each<[string, PostOptions, number]>([
    [`http.request.ip in cidr('203.0.113.0/24')`, { remoteAddress: '203.0.113.9' }, 403],
    [`http.request.ip in cidr('203.0.113.0/24')`, { remoteAddress: '::ffff:203.0.113.9' }, 403],
    [`http.request.ip in cidr('203.0.113.0/24')`, { remoteAddress: '198.51.100.1' }, 200],
    [`http.request.ip in cidr('2001:db8::/32')`, { remoteAddress: '2001:db8::1' }, 403],
    [
      `http.request.headers['Origin'][0] == 'https://evil.example'`,
      { origin: 'https://evil.example' },
      403,
    ],
    [
      `http.request.headers['Origin'][0] == 'https://evil.example'`,
      { origin: 'https://shop.example' },
      200,
    ],
    [`http.request.headers['Origin'][0] == 'https://evil.example'`, {}, 200],
    [`http.request.headers['X-Lab'][0] == 'yes'`, { headers: { 'x-lab': 'yes' } }, 403],
    ['http.user_agent.is_ai_bot', { headers: { 'user-agent': 'GPTBot/1.2' } }, 403],
    ['http.user_agent.is_crawler_bot', { headers: { 'user-agent': 'Googlebot/2.1' } }, 403],
    ['http.user_agent.is_ai_bot', { headers: { 'user-agent': 'Googlebot/2.1' } }, 200],
    ['http.user_agent.is_crawler_bot', {}, 200],
    ['sdk.platform.is_browser && sdk.version startsWith "4."', {}, 403],
  ])('deny %s of %j: %i', async (expression, options, status) => {
    await manage('POST', '/filtering-rules', { ...deny, expression })
    expect((await visit(options)).status).toBe(status)
  })

  test('the first rule that matches decides, and disabled ones do not', async () => {
    const allow = { ...deny, name: 'allow', action: 'allow', placement: { position: 0 } }
    await manage('POST', '/filtering-rules', deny)
    const { json } = await manage('POST', '/filtering-rules', allow)
    expect((await visit()).status).toBe(200)
    await manage('PATCH', `/filtering-rules/${json.data.id}`, { status: 'disabled' })
    expect((await visit()).status).toBe(403)
    await manage('DELETE', `/filtering-rules/${json.data.id}`)
    expect(await names()).toEqual(['deny all'])
  })
})

describe('201', () => {
  test('a rule is shown as it was made', async () => {
    const { status, json } = await manage('POST', '/filtering-rules', {
      ...deny,
      deny_with: 'Forbidden',
      status: 'disabled',
    })
    expect(status).toBe(201)
    expect(json.data).toEqual({
      id: expect.stringMatching(/^tr_\w{16}$/),
      ...deny,
      status: 'disabled',
      deny_with: 'Forbidden',
      created_at: expect.any(String),
      updated_at: null,
    })
    expect((await manage('GET', `/filtering-rules/${json.data.id}`)).json).toEqual(json)
  })

  test('stands where its placement says', async () => {
    const make = async (name: string, placement?: object) => {
      const body = { ...deny, name, ...(placement && { placement }) }
      return (await manage('POST', '/filtering-rules', body)).json.data?.id
    }
    const one = await make('one')
    await make('two')
    await make('zero', { position: 0 })
    await make('after one', { after: one })
    await make('before one', { before: one })
    await make('far', { position: 99 })
    expect(await names()).toEqual(['zero', 'before one', 'one', 'after one', 'two', 'far'])
    await manage('POST', `/filtering-rules/${one}`, { placement: { position: 0 } })
    expect((await names())[0]).toBe('one')
  })
})

describe('200', () => {
  test('a rule moves to another environment', async () => {
    const { json } = await manage('POST', '/filtering-rules', deny)
    const url = `/filtering-rules/${json.data.id}`
    const moved = await manage('POST', url, { environment: 'ae_a_side' })
    expect(moved.json.data).toMatchObject({ id: json.data.id, environment: 'ae_a_side' })
    expect(await names()).toEqual([])
    await manage('DELETE', url)
  })

  test('bulk merges by name, or replaces all', async () => {
    const rule = (name: string, action = 'deny') => ({ name, expression: 'true', action })
    const bulk = (mode: string, rules: object[]) =>
      manage('POST', '/filtering-rules/bulk', { environment: 'ae_a', mode, rules })
    const first = await bulk('merge', [rule('one'), rule('two')])
    const second = await bulk('merge', [rule('two', 'allow'), rule('three')])
    expect(
      second.json.data.map((one: { name: string; action: string }) => [one.name, one.action]),
    ).toEqual([
      ['one', 'deny'],
      ['two', 'allow'],
      ['three', 'deny'],
    ])
    expect(second.json.data[1].id).toBe(first.json.data[1].id)
    await bulk('overwrite', [rule('four')])
    expect(await names()).toEqual(['four'])
    const broken = [rule('five'), { ...rule('six'), expression: 'nonsense' }]
    expect((await bulk('merge', broken)).status).toBe(400)
    expect(await names()).toEqual(['four'])
  })

  test('tests rules on a described request, without storing anything', async () => {
    const rules = [
      { expression: `http.request.ip in cidr('10.0.0.0/8')`, action: 'allow' },
      { expression: `http.request.headers['Origin'][0] endsWith '.evil.example'`, action: 'deny' },
    ]
    const ask = async (payload: object) =>
      (await manage('POST', '/filtering-rules/test', { rules, test_request_payload: payload })).json
    const evil = { headers: { Origin: ['https://x.evil.example'] } }
    expect(await ask(evil)).toEqual({
      result: 'deny',
      deny_with: 'Forbidden',
      triggered_rule: rules[1]?.expression,
    })
    expect(await ask({ ...evil, ip: '10.1.2.3' })).toEqual({
      result: 'allow',
      deny_with: null,
      triggered_rule: rules[0]?.expression,
    })
    expect(await ask({})).toEqual({ result: 'allow', deny_with: null, triggered_rule: null })
    expect(await names()).toEqual([])
  })

  test('tests an environment’s rules on an event that happened', async () => {
    const { eventId } = await whorl.identify({}, { remoteAddress: '203.0.113.9' })
    const expression = `http.request.ip in cidr('203.0.113.9') && sdk.platform.is_browser`
    await manage('POST', '/filtering-rules', { ...deny, expression })
    const ask = (key: typeof manage, environment: string) =>
      key('POST', '/filtering-rules/test', { environment, test_request_id: eventId })
    expect((await ask(manage, 'ae_a')).json).toMatchObject({
      result: 'deny',
      triggered_rule: expression,
    })
    const other = await ask(createManager(whorl.app, 'mk_b'), 'ae_b')
    expect(other).toMatchObject({ status: 404, json: { error: { message: 'event not found' } } })
  })
})

describe('400', () => {
  test.each([
    [{ expression: 'http.request.url == 1' }, 'expression: there is no field "http.request.url"'],
    [{ expression: `http.request.ip in cidr('nope')` }, 'cidr()'],
    [{ expression: '' }, 'expression'],
    [{ action: 'maybe' }, 'action'],
    [{ deny_with: '<b>' }, 'deny_with'],
    [{ placement: {} }, 'placement takes one'],
    [{ placement: { after: 'tr_none' } }, 'placement names a rule'],
    [{ colour: 'red' }, 'unknown field "colour"'],
  ])('%j says what is wrong', async (changes, part) => {
    const { status, json } = await manage('POST', '/filtering-rules', { ...deny, ...changes })
    expect(status).toBe(400)
    expect(json.error.message).toContain(part)
    expect(await names()).toEqual([])
  })

  test.each([
    [{}, 'name rules or an environment'],
    [{ environment: 'ae_a' }, 'name test_request_id or'],
    [{ environment: 'ae_a', test_request_payload: { ip: 'x' } }, 'must be an IP address'],
  ])('test of %j says what is missing', async (body, part) => {
    const { status, json } = await manage('POST', '/filtering-rules/test', body)
    expect(status).toBe(400)
    expect(json.error.message).toContain(part)
  })
})

describe('404', () => {
  test('another workspace’s rule and environment are answered like none', async () => {
    const { json } = await manage('POST', '/filtering-rules', deny)
    const other = createManager(whorl.app, 'mk_b')
    const url = `/filtering-rules/${json.data.id}`
    const none = await other('GET', '/filtering-rules/tr_none')
    expect(none.status).toBe(404)
    expect(await other('GET', url)).toEqual(none)
    expect(await other('PATCH', url, { status: 'disabled' })).toEqual(none)
    expect(await other('DELETE', url)).toEqual(none)
    expect((await other('POST', '/filtering-rules', deny)).status).toBe(404)
    const bulk = { environment: 'ae_a', rules: [] }
    expect((await other('POST', '/filtering-rules/bulk', bulk)).status).toBe(404)
    expect((await other('GET', '/filtering-rules')).json.data).toEqual([])
    expect(await names()).toEqual(['deny all'])
  })
})

describe('409', () => {
  test('an environment has at most 100 rules', async () => {
    const rules = Array.from({ length: 100 }, (_, at) => ({
      name: `rule ${at}`,
      expression: 'false',
      action: 'deny',
    }))
    await manage('POST', '/filtering-rules/bulk', { environment: 'ae_a', rules })
    expect((await manage('POST', '/filtering-rules', deny)).status).toBe(409)
  })
})
