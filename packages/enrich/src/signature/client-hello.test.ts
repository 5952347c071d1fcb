import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readClientHello } from './client-hello'

const uint = (value: number, size: number) => {
  const bytes = Buffer.alloc(size)
  bytes.writeUIntBE(value, 0, size)
  return bytes
}
const counted = (size: number, ...parts: readonly Buffer[]) => {
  const body = Buffer.concat(parts)
  return Buffer.concat([uint(body.length, size), body])
}
const numbers = (...values: readonly number[]) => values.map((value) => uint(value, 2))
const extension = (type: number, ...content: readonly Buffer[]) =>
  Buffer.concat([uint(type, 2), counted(2, ...content)])

const extensions = [
  extension(0x0000, counted(2, Buffer.from([0]), counted(2, Buffer.from('a.example')))),
  extension(0x0010, counted(2, counted(1, Buffer.from('h2')), counted(1, Buffer.from('x')))),
  extension(0x000d, counted(2, ...numbers(0x0403, 0x0804))),
  extension(0x002b, counted(1, ...numbers(0x0304, 0x0303))),
]

function message(parts: readonly Buffer[] = extensions): Buffer {
  return Buffer.concat([
    Buffer.from([1]),
    counted(
      3,
      uint(0x0303, 2),
      Buffer.alloc(32, 7),
      counted(1, Buffer.alloc(32)),
      counted(2, ...numbers(0x1301, 0xc02f)),
      counted(1, Buffer.from([0])),
      ...(parts.length > 0 ? [counted(2, ...parts)] : []),
    ),
  ])
}

/** The message in records of so many bytes. */
function records(body: Buffer, bytesEach: number): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; at < body.length; at += bytesEach)
    parts.push(Buffer.from([0x16, 3, 1]), counted(2, body.subarray(at, at + bytesEach)))
  return Buffer.concat(parts)
}

const hello = {
  version: 0x0303,
  supportedVersions: [0x0304, 0x0303],
  ciphers: [0x1301, 0xc02f],
  extensions: [0x0000, 0x0010, 0x000d, 0x002b],
  alpn: Buffer.from('h2'),
  signatureAlgorithms: [0x0403, 0x0804],
}

test('reads a hello in one record', () => {
  expect(readClientHello(records(message(), 16_384))).toEqual(hello)
})

test.each([15, 40, 100])('reads a hello in records of %i bytes', (bytesEach) => {
  expect(readClientHello(records(message(), bytesEach))).toEqual(hello)
})

test('gives up on a hello cut into more records than anybody needs', () => {
  expect(readClientHello(records(message(), 2))).toBeUndefined()
})

test('reads a hello that ends before the extensions', () => {
  expect(readClientHello(records(message([]), 16_384))).toEqual({
    version: 0x0303,
    supportedVersions: [],
    ciphers: [0x1301, 0xc02f],
    extensions: [],
    alpn: undefined,
    signatureAlgorithms: [],
  })
})

test('waits with every byte that is missing, and asks for no more than there is', () => {
  for (const bytesEach of [16_384, 40]) {
    const whole = records(message(), bytesEach)
    for (let length = 0; length < whole.length; length++) {
      const answer = readClientHello(whole.subarray(0, length))
      if (!answer || !('bytesMin' in answer)) throw new Error(`no wait at ${length}`)
      expect(answer.bytesMin).toBeGreaterThan(length)
      expect(answer.bytesMin).toBeLessThanOrEqual(whole.length)
    }
  }
})

describe('refuses', () => {
  const whole = records(message(), 16_384)
  const changed = (at: number, byte: number) => {
    const copy = Buffer.from(whole)
    copy[at] = byte
    return copy
  }
  test.each([
    ['plain HTTP', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['another record type', changed(0, 0x17)],
    ['another protocol', changed(1, 2)],
    ['another message', changed(5, 2)],
    ['a length that the message does not have', changed(8, (whole[8] ?? 0) - 3)],
    ['an empty record', Buffer.from([0x16, 3, 1, 0, 0])],
    ['a record over the limit', Buffer.from([0x16, 3, 1, 0xff, 0xff])],
    ['an odd cipher list', changed(9 + 2 + 32 + 33 + 1, 3)],
    ['an extension twice', records(message([extension(1), extension(1)]), 16_384)],
  ])('%s', (_, bytes) => {
    expect(readClientHello(bytes)).toBeUndefined()
  })
})

test('never throws, whatever the bytes', () => {
  const whole = records(message(), 60)
  const mutated = fc
    .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 })
    .map((changes) => {
      const copy = Buffer.from(whole)
      for (const [at, byte] of changes) copy[at] = byte
      return copy
    })
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), mutated), (bytes) => {
      const answer = readClientHello(bytes)
      if (answer && 'bytesMin' in answer) expect(answer.bytesMin).toBeGreaterThan(bytes.length)
    }),
    { numRuns: 3_000 },
  )
})
