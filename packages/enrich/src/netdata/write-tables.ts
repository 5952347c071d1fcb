import { existsSync } from 'node:fs'
import { utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { createRangeBuilder } from '../network/range-builder'
import type { RangeHeader } from '../network/range-header'
import { readKeptList, writeKeptList } from './kept-list'
import type { NetworkSource } from './network-source'
import { addRanges, subtractRanges, toRangeSet } from './range-set'
import { replaceFile } from './replace-file'
import type { SourceContent } from './source-content'

export interface TableFolders {
  /** Range files and what they are made from. */
  readonly folder: string
  /** Its folder `ranges` takes the lists of crawlers. */
  readonly crawlersFolder: string
  /** All that may be fetched: VPN tables leave out what stands in the relay and Tor lists. */
  readonly sources: readonly NetworkSource[]
}

/** The file that a source makes, without its ending. */
export function tableOf({ name, table }: NetworkSource): string {
  return table ?? name
}

/** Where the table of a source stands. */
export function tablePath(source: NetworkSource, folders: TableFolders): string {
  if (source.layer === 'crawler')
    return join(folders.crawlersFolder, 'ranges', `${tableOf(source)}.json`)
  return join(folders.folder, `${tableOf(source)}.whorl`)
}

/**
 * Writes what a source says in the form its reader takes.
 *
 * @throws the error of the file system; the old table is then still there
 */
export async function writeTable(
  source: NetworkSource,
  content: SourceContent,
  asOf: number,
  folders: TableFolders,
): Promise<void> {
  if (content.kind === 'table') {
    const bytes = content.builder.encode(headerOf(source, asOf))
    await replaceFile(tablePath(source, folders), bytes)
    return
  }
  if (source.layer === 'crawler') {
    await writeCrawlerList(source, content.networks, asOf, folders)
    return
  }
  await writeKeptList(folders.folder, source.name, content.networks)
  await writeLabels(source, asOf, folders)
}

/** Says that a table is still what its publisher has; tables with a date of their own keep it. */
export async function confirmTable(
  source: NetworkSource,
  asOf: number,
  folders: TableFolders,
): Promise<void> {
  if (source.layer === 'geo' || source.layer === 'owner') return
  if (source.layer === 'crawler') {
    // The reader takes the newer of the date in the list and of the file.
    await utimes(tablePath(source, folders), asOf / 1000, asOf / 1000)
    return
  }
  await writeLabels(source, asOf, folders)
}

/** True when the table of a source and all that it is made from are there. */
export function hasTable(source: NetworkSource, folders: TableFolders): boolean {
  return existsSync(tablePath(source, folders))
}

/**
 * Makes a table of labels from the kept list. VPN tables are made again when a relay or Tor list
 * changed: X4BNet's holds nearly all ranges of Apple's relay and some Tor exits.
 */
export async function writeLabels(
  source: NetworkSource,
  asOf: number,
  folders: TableFolders,
): Promise<void> {
  const networks = await readKeptList(folders.folder, source.name)
  const builder = createRangeBuilder()
  if (source.layer === 'vpn') {
    const minus = toRangeSet(await readOverriding(folders))
    addRanges(builder, subtractRanges(toRangeSet(networks), minus), source.label)
  } else {
    for (const network of networks) builder.addCidr(network, source.label)
  }
  await replaceFile(tablePath(source, folders), builder.encode(headerOf(source, asOf)))
}

async function readOverriding({ folder, sources }: TableFolders): Promise<string[]> {
  const overriding = sources.filter(({ layer }) => layer === 'relay' || layer === 'tor')
  const lists = await Promise.all(overriding.map(({ name }) => readKeptList(folder, name)))
  return lists.flat()
}

function headerOf({ name, layer, licence, attribution }: NetworkSource, asOf: number): RangeHeader {
  if (layer === 'crawler') throw new TypeError('crawler lists are no range files')
  return { layer, source: name, asOf, licence, ...(attribution !== undefined && { attribution }) }
}

async function writeCrawlerList(
  source: NetworkSource,
  networks: readonly string[],
  asOf: number,
  folders: TableFolders,
): Promise<void> {
  const prefixes = networks.map((network) =>
    network.includes(':') ? { ipv6Prefix: network } : { ipv4Prefix: network },
  )
  const list = { creationTime: new Date(asOf).toISOString(), prefixes }
  const text = `${JSON.stringify(list, undefined, 1)}\n`
  await replaceFile(tablePath(source, folders), text, { modifiedAt: asOf })
}
