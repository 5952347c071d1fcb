import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { encode, type MmdbOptions, writeMmdb } from '../../../test-setup/write-mmdb'
import { openMmdbProvider } from './open-mmdb-provider'

const sample: MmdbOptions = {
  databaseType: 'somebody-ASN',
  networks: {
    '1.0.0.0/8': { asn: 1, as_name: 'One' },
    '2.0.0.0/8': { asn: 2, as_name: 'Two' },
    '2001:db8::/32': { asn: 3, as_name: 'Three' },
  },
}
const good = writeMmdb(sample)
const markerAt = good.lastIndexOf(Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'))
const withData = (data: Buffer) => writeMmdb({ ...sample, data })
const withMetadata = (metadata: Record<string, unknown>) => writeMmdb({ ...sample, metadata })
const endWith = (metadata: Buffer) =>
  Buffer.concat([
    good.subarray(0, markerAt),
    Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1'),
    metadata,
  ])

/** A map that holds itself. */
const endless = Buffer.concat([Buffer.from([0b1110_0001]), encode('a'), encode({ pointer: 0 })])
const deep = Buffer.concat([
  ...Array.from({ length: 50_000 }, () => Buffer.from([1, 4])),
  encode('x'),
])

/** What is wrong, the file, and what is said: nothing is used of these. */
const refused: readonly (readonly [name: string, file: Buffer, sentence: RegExp])[] = [
  ['empty', Buffer.alloc(0), /no MaxMind database/],
  ['zeros', Buffer.alloc(10_000), /no MaxMind database/],
  ['text', Buffer.from('<html>Please sign in</html>'), /no MaxMind database/],
  ['cut before the metadata', good.subarray(0, markerAt), /no MaxMind database/],
  ['only the marker', good.subarray(markerAt, markerAt + 14), /damaged: its metadata/],
  [
    'cut in the metadata',
    good.subarray(0, -20),
    /damaged: its metadata|cut off|does not say|no date/,
  ],
  ['without its tree', good.subarray(markerAt), /cut off: its tree is larger/],
  ['without its first half', good.subarray(markerAt >> 1), /cut off|damaged/],
  ['a text as metadata', endWith(encode('x')), /damaged: its metadata/],
  ['a number of metadata', endWith(encode(7)), /damaged: its metadata/],
  ['metadata that point at themselves', endWith(encode({ pointer: 0 })), /damaged: its metadata/],
  ['metadata nested too deep', endWith(deep), /damaged: its metadata/],
  ['records of 12 bits', withMetadata({ record_size: 12 }), /damaged: its metadata/],
  ['no size of records', withMetadata({ record_size: 'x' }), /damaged: its metadata/],
  ['more nodes than bytes', withMetadata({ node_count: 4_000_000_000 }), /cut off: its tree/],
  ['no nodes', withMetadata({ node_count: 0 }), /cut off: its tree/],
  ['a text of nodes', withMetadata({ node_count: 'many' }), /cut off|damaged/],
  ['IPv5', withMetadata({ ip_version: 5 }), /neither IPv4 nor IPv6/],
  ['no type', withMetadata({ database_type: 7 }), /does not say what it holds/],
  ['no date', withMetadata({ build_epoch: 'soon' }), /no date|damaged/],
  ['a date out of range', withMetadata({ build_epoch: 1n << 63n }), /no date/],
  ['records that hold themselves', withData(endless), /damaged: its records/],
  ['records nested too deep', withData(deep), /damaged: its records/],
  [
    'records of an unknown type',
    withData(Buffer.alloc(200, Buffer.from([1, 0xf0]))),
    /damaged: its records/,
  ],
  ['no records', withData(Buffer.alloc(0)), /damaged: its records|no field/],
  [
    'records of other fields',
    writeMmdb({ databaseType: 'Birds', networks: { '1.0.0.0/8': { bird: 'wren' } } }),
    /holds no field that is known \("Birds"\)/,
  ],
  [
    'records that are texts',
    writeMmdb({ databaseType: 'Texts', networks: { '1.0.0.0/8': { x: 1 } }, data: encode('x') }),
    /holds no field/,
  ],
]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whorl-broken-'))
})
afterAll(() => rm(folder, { recursive: true }))

async function open(file: Buffer) {
  const path = join(folder, 'x.mmdb')
  const complaints: string[] = []
  await writeFile(path, good)
  const provider = openMmdbProvider(path, { complain: (sentence) => complaints.push(sentence) })
  await provider.refresh()
  expect(complaints).toEqual([])
  // A file of another length is noticed whatever the clock of the file system.
  await writeFile(path, file.length === good.length ? Buffer.concat([Buffer.alloc(1), file]) : file)
  await provider.refresh()
  return { provider, complaints }
}

test('there are more than twenty', () => {
  expect(refused.length).toBeGreaterThan(20)
})

test.each(refused)('%s: one clear sentence, and the old file stays', async (_, file, sentence) => {
  const { provider, complaints } = await open(file)
  expect(complaints).toHaveLength(1)
  expect(complaints[0]).toMatch(/^x\.mmdb is not used: it /)
  expect(complaints[0]).toMatch(sentence)
  expect(provider.find('1.1.1.1')?.owner).toMatchObject({ asn: '1', name: 'One' })
})

test('damage behind the first records is found when they are asked for, and told once', async () => {
  const networks = Object.fromEntries(
    Array.from({ length: 60 }, (_, index) => [`${index + 1}.0.0.0/8`, { asn: index + 1 }]),
  )
  const whole = writeMmdb({ databaseType: 'somebody-ASN', networks })
  // Each record is 8 bytes: a map of one, the name of three letters, a number of one byte.
  const lastAt = whole.lastIndexOf(Buffer.from('\xab\xcd\xefMaxMind.com', 'latin1')) - 8
  const file = Buffer.from(whole)
  file.fill(Buffer.from([1, 0xf0]), lastAt, lastAt + 8)
  const { provider, complaints } = await open(file)
  expect(provider.find('5.1.1.1')?.owner?.asn).toBe('5')
  expect(complaints).toEqual([])
  expect(provider.find('60.1.1.1')).toBeUndefined()
  expect(provider.find('60.1.1.2')).toBeUndefined()
  expect(complaints).toEqual(['x.mmdb is damaged: some of its records cannot be read'])
})

test('no change of one byte makes anything throw', async () => {
  const path = join(folder, 'flipped.mmdb')
  const provider = openMmdbProvider(path, { complain: () => {} })
  for (let at = 0; at < good.length; at += 3) {
    const file = Buffer.concat([Buffer.alloc(at % 7), good])
    file.writeUInt8((file[at] ?? 0) ^ 0xa5, at)
    await writeFile(path, file)
    await provider.refresh()
    for (const address of ['1.1.1.1', '2.2.2.2', '255.255.255.255', '2001:db8::1', '::']) {
      expect(() => provider.find(address)).not.toThrow()
    }
  }
})
