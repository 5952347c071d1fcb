import { base62 } from '@whorl/wire'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPayload, openTestHouse, otherDevice, type TestHouse } from '../test/house'
import { createVisitorId } from './ids'
import { deriveSecrets } from './secrets'
import { cookieTokensMax, mergeCookie, readToken, signToken } from './tokens'

const secrets = deriveSecrets('a secret of this test, long enough')
const others = deriveSecrets('the secret of another installation')

describe('a token', () => {
  const visitorId = createVisitorId()
  const storage = 'Some12345'
  const token = signToken(secrets, 'ws_a', { visitorId, storage })

  test('proves its visitor in its workspace', () => {
    expect(readToken(secrets, 'ws_a', 'local', token)).toEqual({
      carrier: 'local',
      state: 'valid',
      visitorId,
      storage,
    })
  })

  test('of before, without a storage, still proves its visitor', () => {
    const before = signToken(secrets, 'ws_a', { visitorId, storage: '' })
    expect(before.split('.')[2]).toHaveLength(48)
    expect(readToken(secrets, 'ws_a', 'local', before)).toEqual({
      carrier: 'local',
      state: 'valid',
      visitorId,
    })
  })

  test('does not show the id, and fits where tokens are kept', () => {
    expect(token).not.toContain(visitorId)
    expect(token.length).toBeLessThan(128)
    expect(token).toMatch(/^[0-9A-Za-z._-]+$/)
  })

  test('of another workspace or installation is none, and no lie either', () => {
    expect(readToken(secrets, 'ws_b', 'local', token)).toBeUndefined()
    expect(readToken(others, 'ws_a', 'local', token)).toBeUndefined()
  })

  test('with any character of its proof changed is forged', () => {
    for (let at = 18; at < token.length; at++) {
      for (const other of base62) {
        if (other === token[at]) continue
        const changed = token.slice(0, at) + other + token.slice(at + 1)
        expect(readToken(secrets, 'ws_a', 'local', changed)).toEqual({
          carrier: 'local',
          state: 'forged',
        })
      }
    }
  })

  test.each(['', 'x', 'a.b.c', visitorId, `${token}x`, '.'.repeat(60)])('%j is forged', (text) => {
    expect(readToken(secrets, 'ws_a', 'indexed', text)?.state).toBe('forged')
  })
})

describe('the cookie', () => {
  const tokenOf = (workspace: string) =>
    signToken(secrets, workspace, { visitorId: createVisitorId(), storage: 'Some12345' })

  test('holds the tokens of four workspaces, the newest first', () => {
    let value: string | undefined
    for (const workspace of ['ws_1', 'ws_2', 'ws_3', 'ws_4', 'ws_5'])
      value = mergeCookie(secrets, workspace, tokenOf(workspace), value)
    const tokens = value?.split('~') ?? []
    expect(tokens).toHaveLength(cookieTokensMax)
    expect(readToken(secrets, 'ws_5', 'httpCookie', tokens[0] ?? '')?.state).toBe('valid')
    expect(readToken(secrets, 'ws_2', 'httpCookie', tokens[3] ?? '')?.state).toBe('valid')
  })

  test('holds one token of each workspace, and nothing else that was in it', () => {
    const first = mergeCookie(secrets, 'ws_1', tokenOf('ws_1'), 'rubbish~more')
    const latest = tokenOf('ws_1')
    expect(mergeCookie(secrets, 'ws_1', latest, first)).toBe(latest)
  })
})

describe('identification by token', () => {
  let house: TestHouse
  beforeAll(async () => {
    house = await openTestHouse()
  })
  afterAll(() => house.close())
  const withCookie = (token: string) => ({ headers: { cookie: `x=1; _iidt=${token}; y=2` } })

  test('a proven token finds the visitor', async () => {
    const first = await house.identify({ signals: otherDevice(1) })
    const second = await house.identify(
      { signals: otherDevice(1), linkedId: 'second' },
      withCookie(first.token ?? ''),
    )
    expect(second).toMatchObject({ visitorId: first.visitorId, visitorFound: true })
    expect((await house.event(second.eventId)).why.method).toBe('anchor')
  })

  test('a forged one finds nobody, and the event says so', async () => {
    const victim = await house.identify({ signals: otherDevice(2) })
    const token = victim.token ?? ''
    const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
    const tokens = { cookie: forged, local: forged, indexed: forged }
    const attack = await house.identify({ signals: otherDevice(3), tokens }, withCookie(forged))
    expect(attack.visitorId).not.toBe(victim.visitorId)
    const { why } = await house.event(attack.eventId)
    expect(why.anchors.map(({ verdict }) => verdict)).toEqual(Array(4).fill('forged'))
  })

  test("another workspace's token finds nobody there", async () => {
    const there = await house.identify({ signals: otherDevice(4) }, { key: 'pk_b' })
    const here = await house.identify(
      { signals: otherDevice(5), tokens: { local: there.token ?? '' } },
      withCookie(there.token ?? ''),
    )
    expect(here.visitorId).not.toBe(there.visitorId)
    expect((await house.event(here.eventId)).why.anchors).toEqual([])
  })

  test('a cookie of both workspaces works in both', async () => {
    const a = await house.post<{ visitorId: string }>(aPayload({ signals: otherDevice(6) }))
    const cookieOf = (header: unknown) => /_iidt=([^;]+)/.exec(String(header))?.[1] ?? ''
    const b = await house.post<{ visitorId: string }>(aPayload({ signals: otherDevice(6) }), {
      key: 'pk_b',
      ...withCookie(cookieOf(a.headers['set-cookie'])),
    })
    const both = withCookie(cookieOf(b.headers['set-cookie']))
    const againA = await house.identify({ signals: otherDevice(6), linkedId: '2' }, both)
    const againB = await house.identify(
      { signals: otherDevice(6), linkedId: '2' },
      { key: 'pk_b', ...both },
    )
    expect([againA.visitorId, againB.visitorId]).toEqual([a.json.visitorId, b.json.visitorId])
  })
})
