import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { http2Family } from './http2-families'
import { readHttp2Opening } from './http2-preface'

const start = Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n')

function frame(type: number, content: Buffer, { flags = 0, stream = 0 } = {}): Buffer {
  const header = Buffer.alloc(9)
  header.writeUIntBE(content.length, 0, 3)
  header[3] = type
  header[4] = flags
  header.writeUInt32BE(stream, 5)
  return Buffer.concat([header, content])
}

const settings = (...pairs: readonly (readonly [number, number])[]) => {
  const content = Buffer.alloc(pairs.length * 6)
  pairs.forEach(([id, value], index) => {
    content.writeUInt16BE(id, index * 6)
    content.writeUInt32BE(value, index * 6 + 2)
  })
  return frame(4, content)
}
const windowUpdate = (increment: number, stream = 0) => {
  const content = Buffer.alloc(4)
  content.writeUInt32BE(increment)
  return frame(8, content, { stream })
}
const headers = (hex: string, flags = 4) =>
  frame(1, Buffer.from(hex.replaceAll(' ', ''), 'hex'), { flags, stream: 1 })

/** :method GET, :authority a, :scheme https, :path / by the static table (RFC 7541, appendix A). */
const chromiumBlock = '82 41 01 61 87 84 40 01 78 01 79'
const chromium = [
  start,
  settings([1, 65_536], [2, 0], [4, 6_291_456], [6, 262_144]),
  windowUpdate(15_663_105),
]

test('reads the opening of Chromium', () => {
  const bytes = Buffer.concat([...chromium, headers(chromiumBlock)])
  const text = '1:65536;2:0;4:6291456;6:262144|15663105|0|m,a,s,p'
  expect(readHttp2Opening(bytes)).toEqual({ text, hasRequest: true })
  expect(http2Family(text)).toBe('chromium')
})

test('reads settings alone, priorities and a missing window update', () => {
  const priority = frame(2, Buffer.from([0x80, 0, 0, 3, 200]), { stream: 5 })
  const bytes = Buffer.concat([start, settings([3, 100]), priority, headers('82')])
  expect(readHttp2Opening(bytes)).toEqual({ text: '3:100|00|5:1:3:201|m', hasRequest: true })
})

test('leaves the window of a stream and acknowledgements out', () => {
  const acknowledgement = frame(4, Buffer.alloc(0), { flags: 1 })
  const bytes = Buffer.concat([start, settings(), acknowledgement, windowUpdate(5, 1), headers('')])
  expect(readHttp2Opening(bytes)).toMatchObject({ text: '|00|0|' })
})

describe('the order of pseudo-headers', () => {
  const orderOf = (hex: string, flags?: number) => {
    const answer = readHttp2Opening(Buffer.concat([start, settings(), headers(hex, flags)]))
    return answer && 'text' in answer ? answer.text.split('|')[3] : undefined
  }
  test.each([
    ['indexed', '84 82 87 81', 'p,m,s,a'],
    ['literal without indexing', '01 01 61 82', 'a,m'],
    ['never indexed', '11 01 61 82', 'a,m'],
    ['a literal name', '00 07 3a6d6574686f64 03 474554 84', 'm,p'],
    // Huffman codes as the Python package hpack 4 writes them.
    ['Huffman :authority', '00 88 b83b5339ec327d7f 01 61 82', 'a,m'],
    ['Huffman :method', '00 85 b9495339e4 01 61 84', 'm,p'],
    ['Huffman :path', '00 84 b958d33f 01 61 82', 'p,m'],
    ['Huffman :scheme', '00 85 b8824e5a4b 01 61 82', 's,m'],
    ['what the block itself has added', '41 01 61 be 82', 'a,a,m'],
    ['a change of the table size first', '3f e1 1f 82 84', 'm,p'],
    ['nothing after the first other name', '82 40 01 78 01 79 84', 'm'],
    ['a value that has not arrived', '82 41 7f', 'm,a'],
    ['an endless number', '82 ff ff ff ff ff ff ff', 'm'],
    ['no name at all', 'ff', ''],
  ])('%s', (_, hex, order) => {
    expect(orderOf(hex)).toBe(order)
  })

  test('stands behind padding length and priority', () => {
    expect(orderOf('01 80 00 00 00 ff 82 84 00', 0x04 | 0x08 | 0x20)).toMatch(/^m,p/)
  })
})

test('waits for the first request, or takes what there is', () => {
  const bytes = Buffer.concat(chromium)
  const text = '1:65536;2:0;4:6291456;6:262144|15663105|0|'
  expect(readHttp2Opening(bytes)).toEqual({ bytesMin: bytes.length + 9 })
  expect(readHttp2Opening(bytes, { isLast: true })).toEqual({ text, hasRequest: false })
  expect(http2Family(text)).toBe('chromium')
})

test('asks for exactly what the frame at hand needs', () => {
  const whole = Buffer.concat([...chromium, headers(chromiumBlock)])
  for (let length = 0; length < whole.length; length++) {
    const answer = readHttp2Opening(whole.subarray(0, length))
    if (!answer || !('bytesMin' in answer)) throw new Error(`no wait at ${length}`)
    expect(answer.bytesMin).toBeGreaterThan(length)
    expect(answer.bytesMin).toBeLessThanOrEqual(whole.length)
  }
})

test('gives up waiting for a request behind any number of other frames', () => {
  const bytes = Buffer.concat([start, ...Array.from({ length: 100 }, () => settings())])
  expect(readHttp2Opening(bytes)).toMatchObject({ hasRequest: false })
})

test.each([
  ['another protocol', Buffer.from('GET / HTTP/1.1\r\n')],
  ['a frame over the limit', Buffer.concat([start, Buffer.from('ffffff0400', 'hex'), start])],
])('refuses %s', (_, bytes) => {
  expect(readHttp2Opening(bytes)).toBeUndefined()
})

test('never throws, whatever the bytes', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    fc.uint8Array({ maxLength: 200 }).map((rest) => Buffer.concat([start, rest])),
    fc
      .uint8Array({ maxLength: 60 })
      .map((block) => Buffer.concat([start, frame(1, Buffer.from(block), { stream: 1 })])),
  )
  fc.assert(
    fc.property(bytes, fc.boolean(), (some, isLast) => {
      const answer = readHttp2Opening(some, { isLast })
      if (answer && 'bytesMin' in answer) expect(answer.bytesMin).toBeGreaterThan(some.length)
    }),
    { numRuns: 3_000 },
  )
})
