import { describe, expect, test } from 'vitest'
import { decodeEnvelope } from '../testing/decode-envelope'
import { encode, importKey } from './encode'

const raw = new Uint8Array(32).fill(7)
const content = JSON.stringify({ v: 1, kind: 'late', key: 'pk', signals: { a: { value: 'ü' } } })
const keyOf = () => Buffer.from(raw)

describe('an envelope', () => {
  test('with a key is deflated, encrypted, and bound to its header', async () => {
    const seal = { keyId: 'k7', nonce: 'abc.def', key: await importKey(raw) }
    const bytes = Buffer.from(await encode(content, seal))
    expect(decodeEnvelope(bytes, keyOf)).toMatchObject({
      keyId: 'k7',
      nonce: 'abc.def',
      isEncrypted: true,
      isDeflated: true,
      payload: JSON.parse(content),
    })
    for (const at of [4, 12, bytes.length - 1]) {
      const changed = Buffer.from(bytes)
      changed.writeUInt8(changed.readUInt8(at) ^ 1, at)
      expect(() => decodeEnvelope(changed, keyOf)).toThrow()
    }
  })

  test('without a key is deflated only', async () => {
    const bytes = Buffer.from(await encode(content, { keyId: '0', nonce: 'own-nonce' }))
    expect(decodeEnvelope(bytes, keyOf)).toMatchObject({
      keyId: '0',
      isEncrypted: false,
      isDeflated: true,
      payload: JSON.parse(content),
    })
  })

  test('uses a new vector each time', async () => {
    const seal = { keyId: 'k7', nonce: 'n', key: await importKey(raw) }
    const vectors = await Promise.all(
      Array.from({ length: 20 }, async () => {
        return decodeEnvelope(Buffer.from(await encode(content, seal)), keyOf).iv
      }),
    )
    expect(new Set(vectors).size).toBe(20)
  })

  test('without CompressionStream is plain inside', async () => {
    const kept = globalThis.CompressionStream
    Reflect.deleteProperty(globalThis, 'CompressionStream')
    try {
      const seal = { keyId: 'k7', nonce: 'n', key: await importKey(raw) }
      const decoded = decodeEnvelope(Buffer.from(await encode(content, seal)), keyOf)
      expect(decoded).toMatchObject({ isDeflated: false, payload: JSON.parse(content) })
    } finally {
      globalThis.CompressionStream = kept
    }
  })
})
