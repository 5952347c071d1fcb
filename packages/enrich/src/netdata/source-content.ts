import { createReadStream, createWriteStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { createRangeBuilder, type RangeBuilder } from '../network/range-builder'
import { fillFromMmdb } from './fill-from-mmdb'
import { fillOwnersFromTsv } from './fill-owners'
import { type ParsedList, parseList } from './parse-list'
import type { GotFile } from './source-files'

/** What a source's files say: a list of addresses, or a table that is ready to be written. */
export type SourceContent =
  | { readonly kind: 'list'; readonly networks: readonly string[]; readonly asOf?: number }
  | {
      readonly kind: 'table'
      readonly builder: RangeBuilder
      readonly rows: number
      readonly asOf?: number
    }

/** Compressed lists are about four times as long when they are open. */
const unpackedBytesMax = 2_000_000_000
/** Lists have a heading now and then, and a typing error. */
const refusedMin = 3
const refusedShare = 0.01

/**
 * Reads the files of a source.
 *
 * @param workFolder where what is unpacked may lie until it is read
 * @throws RangeError whose message completes "the list …"
 */
export async function readSourceContent(
  files: readonly GotFile[],
  workFolder: string,
): Promise<SourceContent> {
  const lists: ParsedList[] = []
  for (const { path, format } of files) {
    if (format.kind === 'iptoasn') return readOwners(path)
    if (format.kind === 'cityMmdb') return readCities(path, workFolder)
    lists.push(parseList(await readFile(path, 'utf8'), format))
  }
  const networks = lists.flatMap((list) => list.networks)
  const refused = lists.reduce((sum, list) => sum + list.refused, 0)
  checkRefused(refused, networks.length)
  const dates = lists.flatMap(({ asOf }) => (asOf === undefined ? [] : [asOf]))
  const asOf = dates.length > 0 ? Math.max(...dates) : undefined
  return { kind: 'list', networks, ...(asOf !== undefined && { asOf }) }
}

function checkRefused(refused: number, rows: number): void {
  if (rows === 0 && refused > 0) throw new RangeError('has no networks, but something else')
  if (refused > Math.max(refusedMin, rows * refusedShare))
    throw new RangeError(`has ${refused} entries that are no networks, beside ${rows} that are`)
}

async function readOwners(path: string): Promise<SourceContent> {
  const builder = createRangeBuilder({ mergeEqual: false })
  await unpack(path, async (pieces) => {
    const { rows, refused } = await fillOwnersFromTsv(linesOf(pieces), builder)
    checkRefused(refused, rows)
  })
  return { kind: 'table', builder, rows: builder.rows() }
}

/** Lines of pieces that end anywhere. */
async function* linesOf(pieces: AsyncIterable<Buffer>): AsyncIterable<string> {
  const decoder = new TextDecoder()
  let rest = ''
  for await (const piece of pieces) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split(/\r?\n/)
    rest = lines.pop() ?? ''
    yield* lines
  }
  if (rest !== '') yield rest
}

async function readCities(path: string, workFolder: string): Promise<SourceContent> {
  const unpacked = join(workFolder, 'cities.mmdb')
  await unpack(path, (pieces) => pipeline(pieces, createWriteStream(unpacked)))
  const builder = createRangeBuilder()
  const { rows, builtAt } = fillFromMmdb(await readFile(unpacked), builder)
  return { kind: 'table', builder, rows, asOf: builtAt }
}

async function unpack(
  path: string,
  take: (pieces: AsyncIterable<Buffer>) => Promise<unknown>,
): Promise<void> {
  let bytes = 0
  const limited = async function* (pieces: AsyncIterable<Buffer>) {
    for await (const piece of pieces) {
      bytes += piece.length
      if (bytes > unpackedBytesMax) throw new RangeError('is far too large when it is unpacked')
      yield piece
    }
  }
  try {
    await pipeline(createReadStream(path), createGunzip(), limited, async (pieces) => {
      await take(pieces)
    })
  } catch (cause) {
    // zlib's codes, such as Z_DATA_ERROR and Z_BUF_ERROR.
    if (cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_'))
      throw new RangeError('is not gzip, or is cut short', { cause })
    throw cause
  }
}
