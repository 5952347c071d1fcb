import { expect, test } from 'vitest'
import type { Store } from '../src/store'
import { anEvent, aProfile, aQuery, someTraits, uniqueLetters, visit } from './sample'

/** Every C0 control but NUL, quotes, comments, format characters, astral and odd code points. */
const naughty = [
  '',
  ' ',
  Array.from({ length: 31 }, (_, index) => String.fromCharCode(index + 1)).join(''),
  '\u007f\u0080\u0085\u009f\u00a0\u00ad\u200b\u200d\u2028\u2029\u202e\ufeff\ufffe\uffff',
  "'; DROP TABLE events; --",
  '" OR ""="',
  '$1 $$ $(x) {{x}} %s %n ?1 :name @a \\ \\x00 \\u0000',
  '{"a":[1,2]}',
  '<script>alert(1)</script>',
  'Ω≈ç√∫ 田中さん 사회과학원 الكل في المجمو עברית',
  'é e\u0301 \u{1F469}\u200D\u{1F469}\u200D\u{1F467} \u{10FFFF}',
  'null',
  'undefined',
  'NaN',
  'x'.repeat(20_000),
]

export function textConformance(getStore: () => Store): void {
  const ws = 'ws_text'

  test('comes back byte for byte', async () => {
    const store = getStore()
    for (const text of naughty) {
      const profile = aProfile({ traits: { ...someTraits, product: text }, ip: text })
      const keys = { exact: text + uniqueLetters(9), blocks: [text + uniqueLetters(9)] }
      const event = anEvent(ws, profile.visitorId, {
        linkedId: text,
        tag: { [text || 'empty']: [text] },
        origin: text,
        url: text,
        userAgent: text,
      })
      const query = aQuery(ws, { keys, nonce: text + uniqueLetters(9) })
      await visit(store, query, profile, { event, answer: text })
      expect(await store.events.find(ws, event.eventId)).toMatchObject(event)
      const { history, nonceUse } = await store.visits.history(query)
      expect(history.exact).toEqual(profile)
      expect(history.candidates).toEqual([profile])
      expect(nonceUse?.answer).toBe(text)
    }
  })

  test('with U+0000 and halves of surrogate pairs never fails', async () => {
    const store = getStore()
    const odd = 'a\0b\ud800c\udfffd'
    const profile = aProfile({ ip: odd, traits: { ...someTraits, product: odd } })
    const event = anEvent(ws, profile.visitorId, { linkedId: odd, origin: odd, ip: odd, tag: odd })
    const keys = { exact: odd, blocks: [odd] }
    const query = aQuery(ws, { keys, nonce: odd, bodyHash: odd })
    await visit(store, query, profile, { event, answer: odd })
    // Documents are JSON, which escapes both.
    expect(await store.events.find(ws, event.eventId)).toMatchObject(event)
    const { history, nonceUse } = await store.visits.history(query)
    const stored = { ...profile, ip: 'a\uFFFDb\uFFFDc\uFFFDd' }
    expect(history).toEqual({ anchored: [], exact: stored, candidates: [stored] })
    expect(nonceUse?.answer).toBe('a\uFFFDb\uFFFDc\uFFFDd')
    const hopeless = aQuery(ws, { anchors: [odd] })
    expect((await store.visits.history(hopeless)).history.anchored[0]?.state).toBe('missing')
    expect(await store.visitors.find(ws, odd)).toBeUndefined()
    expect(await store.visitors.delete(ws, odd)).toBe(false)
    expect(await store.events.find(ws, odd)).toBeUndefined()
    const list = { workspaceId: ws, visitorId: odd, limit: 5 }
    expect(await store.events.listByVisitor(list)).toEqual([])
    await store.tenants.putWorkspace({ id: ws, name: odd, createdAt: 1, settings: { odd } })
    const own = (await store.tenants.readAll()).workspaces.find(({ id }) => id === ws)
    expect(own).toEqual({
      id: ws,
      name: 'a\uFFFDb\uFFFDc\uFFFDd',
      createdAt: 1,
      settings: { odd },
    })
  })
}
