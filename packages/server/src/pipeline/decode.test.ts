import { deflateRawSync } from 'node:zlib'
import { envelope, type IngestAnswer, type IngestError, ingestLimits } from '@whorl/wire'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aPayload, openTestHouse, seal, type TestHouse } from '../../test/house'

let house: TestHouse
beforeAll(async () => {
  house = await openTestHouse()
})
afterAll(() => house.close())

const statusOf = async (body: Buffer | string | object) => (await house.post(body)).status

/** Signals cost keys of their own: these payloads are as small as they can be. */
const small = (parts: object) => aPayload({ signals: {}, ...parts })

/** A value nested so that its innermost container is `levels` deep. */
const nested = (levels: number): unknown =>
  Array.from({ length: levels }).reduce<unknown>((inner) => ({ a: inner }), 1)

describe('a limit', () => {
  test.each([
    [ingestLimits.bodyBytesMax - 1, 200],
    [ingestLimits.bodyBytesMax, 200],
    [ingestLimits.bodyBytesMax + 1, 413],
  ])('body of %i bytes answers %i', async (bytes, status) => {
    const body = JSON.stringify(small({}))
    // Spaces before the end make it longer and change nothing.
    const padded = `${body.slice(0, -1)}${' '.repeat(bytes - body.length)}}`
    expect(await statusOf(padded)).toBe(status)
  })

  test('the refusal of a large body can be read by the page', async () => {
    const reply = await house.post<IngestError>(' '.repeat(70_000), { origin: 'https://a.example' })
    expect(reply.json.error.code).toBe('payload_too_large')
    expect(reply.headers['access-control-allow-origin']).toBe('https://a.example')
  })

  test.each([
    [ingestLimits.inflatedBytesMax - 1, 200],
    [ingestLimits.inflatedBytesMax, 200],
    [ingestLimits.inflatedBytesMax + 1, 413],
    [50_000_000, 413],
  ])('body that inflates to %i bytes answers %i', async (bytes, status) => {
    const body = JSON.stringify(small({}))
    const text = `${body.slice(0, -1)}${' '.repeat(bytes - body.length)}}`
    const header = Buffer.from(`${envelope.noKey}.nonce-${bytes}-${status}`)
    const head = Buffer.from([
      envelope.magic,
      envelope.version,
      envelope.flagDeflated,
      header.length,
    ])
    expect(await statusOf(Buffer.concat([head, header, deflateRawSync(text)]))).toBe(status)
  })

  test.each([
    [ingestLimits.depthMax - 1, 200],
    [ingestLimits.depthMax, 200],
    [ingestLimits.depthMax + 1, 400],
  ])('%i levels answer %i', async (levels, status) => {
    expect(await statusOf(small({ tag: nested(levels - 1) }))).toBe(status)
  })

  test('a quarter of a million levels are refused without harm', async () => {
    const deep = deflateRawSync(`${'['.repeat(250_000)}${']'.repeat(250_000)}`)
    const header = Buffer.from('0.nonce-deep')
    const head = Buffer.from([
      envelope.magic,
      envelope.version,
      envelope.flagDeflated,
      header.length,
    ])
    expect(await statusOf(Buffer.concat([head, header, deep]))).toBe(400)
  })

  test.each([
    [ingestLimits.keysMax - 1, 200],
    [ingestLimits.keysMax, 200],
    [ingestLimits.keysMax + 1, 400],
  ])('%i keys answer %i', async (keys, status) => {
    // Not in the tag, which is bounded by its bytes; 3 are those of `sdk`.
    const outside = Object.keys(small({ extra: {} })).length + 3
    const extra = Object.fromEntries(Array.from({ length: keys - outside }, (_, n) => [`${n}`, 0]))
    expect(await statusOf(small({ extra }))).toBe(status)
  })

  test.each([
    [ingestLimits.stringMax - 1, 200],
    [ingestLimits.stringMax, 200],
    [ingestLimits.stringMax + 1, 400],
  ])('a text of %i characters answers %i', async (length, status) => {
    const signals = { audio: { value: 'x'.repeat(length) } }
    expect(await statusOf(aPayload({ signals }))).toBe(status)
  })

  test.each([
    [ingestLimits.tagBytesMax - 1, 200],
    [ingestLimits.tagBytesMax, 200],
    [ingestLimits.tagBytesMax + 1, 400],
  ])('a tag of %i bytes answers %i', async (bytes, status) => {
    // [ "x…", "x…" ]: seven characters beside the content.
    const half = Math.floor((bytes - 7) / 2)
    const tag = ['x'.repeat(half), 'x'.repeat(bytes - 7 - half)]
    expect(JSON.stringify(tag)).toHaveLength(bytes)
    expect(await statusOf(small({ tag }))).toBe(status)
  })

  test.each([
    ['linkedId', 256],
    ['url', 4096],
  ])('%s holds %i characters', async (name, length) => {
    for (const [extra, status] of [
      [-1, 200],
      [0, 200],
      [1, 400],
    ] as const)
      expect(await statusOf(small({ [name]: 'u'.repeat(length + extra) }))).toBe(status)
  })
})

describe('what is malformed', () => {
  test.each<[string, object]>([
    ['no version', { v: 2 }],
    ['another kind', { kind: 'other' }],
    ['no url', { url: undefined }],
    ['a platform of its own', { platform: 'tv' }],
    ['signals that are a list', { signals: [1] }],
    ['a reading that is no object', { signals: { audio: 3 } }],
    ['a linked id that is a number', { linkedId: 5 }],
  ])('%s is refused, and nothing is stored', async (_, parts) => {
    const before = await house.house.store.events.count('ws_a')
    expect(await statusOf(aPayload(parts as never))).toBe(400)
    expect(await house.house.store.events.count('ws_a')).toBe(before)
  })

  test('bytes that are no UTF-8 are refused', async () => {
    const body = Buffer.from(JSON.stringify(small({ linkedId: 'XX' })))
    body[body.indexOf('XX')] = 0xff
    expect(await statusOf(body)).toBe(400)
  })

  test('a few thousand random buffers are refused, none crashes', async () => {
    const challenge = await house.challenge()
    const start = seal(small({}), challenge, { encrypted: false }).subarray(0, 60)
    const bodies = fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.uint8Array({ minLength: 1, maxLength: 300 }).map((rest) => Buffer.concat([start, rest])),
      fc.json().map((text) => `{"v":1,"x":${text}}`),
    )
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const bytes = typeof body === 'string' ? body : Buffer.from(body)
        expect(await statusOf(bytes)).toBe(400)
      }),
      { numRuns: 3_000 },
    )
  }, 120_000)

  test('an unknown flag, a foreign key id and a key without a challenge are refused', async () => {
    const challenge = await house.challenge()
    const body = seal(small({}), challenge)
    const withFlag = Buffer.from(body)
    withFlag[2] = (withFlag[2] ?? 0) | 4
    expect(await statusOf(withFlag)).toBe(400)
    expect(await statusOf(seal(small({}), { ...challenge, keyId: 'ffffffff' }))).toBe(400)
    expect(await statusOf(seal(small({}), { ...challenge, keyId: envelope.noKey }))).toBe(400)
  })
})

describe('signals', () => {
  const readingsOf = async (signals: object) => {
    const { eventId } = await house.identify({ signals } as never)
    return (await house.event(eventId)).readings
  }

  test('a value that does not fit becomes the error schema', async () => {
    const readings = await readingsOf({
      hardwareConcurrency: { value: 'eight', ms: 2 },
      audio: { value: 124.04347527516074 },
    })
    expect(readings).toEqual({
      hardwareConcurrency: { error: { name: 'schema' }, ms: 2 },
      audio: { value: 124.04347527516074 },
    })
  })

  test('an unknown name is dropped', async () => {
    const readings = await readingsOf({
      audio: { value: 1 },
      notASignal: { value: 1 },
      toString: { value: 1 },
    })
    expect(Object.keys(readings)).toEqual(['audio'])
  })
})

describe('text', () => {
  const naughty = [
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udc00y',
    '👩‍💻',
    '﷽',
    '\u202e\u0007\u001b[31m',
    "'; DROP TABLE events;--",
    '<script>alert(1)</script>',
    '=cmd|calc!A1',
    '\ufeff\u00a0\u2028\u2029',
    '田中さん',
    '{{7*7}}%s%n$HOME',
    '\\u0000',
  ]

  test.each(naughty.map((text) => [JSON.stringify(text), text]))(
    '%s comes back',
    async (_, text) => {
      const expected = text.replace(/[\0\p{Surrogate}]/gu, '\ufffd')
      const { eventId } = await house.identify({
        signals: {},
        linkedId: text,
        tag: { [text]: [text], plain: text },
        url: `https://shop.example/${text}`,
      })
      const event = await house.event(eventId)
      expect(event.linkedId).toBe(expected)
      expect(event.tag).toEqual({ [expected]: [expected], plain: expected })
      expect(event.url).toBe(`https://shop.example/${expected}`)
    },
  )

  test('any JSON tag comes back equal, but for dropped keys and unstorable text', async () => {
    const tags = fc.jsonValue({ maxDepth: 4 }).filter((tag) => {
      const text = JSON.stringify(tag)
      const isClean = !/__proto__|constructor|prototype|\\u0000|\\ud[89a-f]/i.test(text)
      return isClean && text.length < 4_000
    })
    await fc.assert(
      fc.asyncProperty(tags, async (tag) => {
        const { eventId } = await house.identify({ signals: {}, tag })
        // JSON has no -0.
        expect((await house.event(eventId)).tag).toEqual(JSON.parse(JSON.stringify(tag)))
      }),
      { numRuns: 100 },
    )
  })

  test('prototype keys are dropped at any depth, and pollute nothing', async () => {
    const body = JSON.stringify(small({ tag: 'TAG' })).replace(
      '"TAG"',
      '{"__proto__":{"polluted":1},"a":{"constructor":{"prototype":{"polluted":1}},"b":1},"prototype":2}',
    )
    const { json } = await house.post<IngestAnswer>(body)
    expect((await house.event(json.eventId)).tag).toEqual({ a: { b: 1 } })
    expect('polluted' in {}).toBe(false)
  })
})

test('a token that is too long to be ours is no reason to refuse the visit', async () => {
  const tokens = { cookie: 'x'.repeat(5_000), local: 'y' }
  expect(await statusOf(small({ tokens }))).toBe(200)
})

test('production refuses plain JSON and x-whorl-now, and stores nothing', async () => {
  const strict = await openTestHouse({ env: { WHORL_MODE: 'production' } })
  const plain = await strict.post<IngestError>(aPayload())
  expect(plain).toMatchObject({
    status: 400,
    json: { error: { code: 'request_cannot_be_parsed' } },
  })
  expect(plain.json.error.message).toContain('WHORL_MODE=development')
  const moved = await strict.post<IngestError>('', { now: Date.now() })
  expect(moved).toMatchObject({
    status: 400,
    json: { error: { code: 'request_cannot_be_parsed' } },
  })
  expect(moved.json.error.message).toContain('x-whorl-now')
  const challenge = await strict.challenge()
  const { nonce: _, ...payload } = aPayload()
  expect((await strict.post(seal(payload, challenge))).status).toBe(200)
  expect(await strict.house.store.events.count('ws_a')).toBe(1)
  await strict.close()
})
