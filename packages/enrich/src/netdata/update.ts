import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FileFetch } from './file-fetch'
import type { NetworkSource } from './network-source'
import { type SourceResult, updateSource } from './update-source'
import { readUpdateState, type UpdateState, writeUpdateState } from './update-state'
import { hasTable, type TableFolders, writeLabels } from './write-tables'

export interface UpdateOptions {
  /** Folder of the range files; made when it is missing. */
  readonly folder: string
  /** Its folder `ranges` takes the lists of crawlers. */
  readonly crawlersFolder: string
  readonly sources: readonly NetworkSource[]
  /** A folder or a URL that holds the files, instead of their publishers. */
  readonly mirror?: string | undefined
  /** Names of sources; without it all that are not opt-in. */
  readonly only?: readonly string[] | undefined
  /** Fetches and checks, and writes nothing. @default false */
  readonly dryRun?: boolean | undefined
  /** Asks again before its time, and takes what is not plausible. @default false */
  readonly force?: boolean | undefined
  readonly fetch: FileFetch
  /** Unix ms. */
  readonly clock: () => number
  /** Takes the sentence of each result as soon as it is known. */
  readonly log: (sentence: string) => void
}

/**
 * Fetches network lists and makes the tables that look-ups read. One source that fails does not
 * stop the others, and its old table stays in use.
 *
 * @returns one result for each source, in their order
 * @throws the error of the file system when a folder cannot be written
 */
export async function updateNetworkData(options: UpdateOptions): Promise<readonly SourceResult[]> {
  const { folder, crawlersFolder, sources, only, dryRun = false, clock, log } = options
  const folders: TableFolders = { folder, crawlersFolder, sources }
  const results: SourceResult[] = []
  let state = await readUpdateState(folder)
  const changed = new Set<NetworkSource['layer']>()
  for (const source of chooseSources(sources, only)) {
    const { result, state: next } = await withWorkFolder((workFolder) =>
      updateSource({
        source,
        before: state[source.name],
        folders,
        mirror: options.mirror,
        dryRun,
        force: options.force ?? false,
        fetch: options.fetch,
        now: clock(),
        workFolder,
      }),
    )
    log(result.sentence)
    results.push(result)
    if (!next) continue
    state = { ...state, [source.name]: next }
    // After each: what was fetched is not asked for again when a later one breaks off.
    await writeUpdateState(folder, state)
    if (result.status === 'updated') changed.add(source.layer)
  }
  if (changed.has('relay') || changed.has('tor')) await writeVpnTables(folders, state)
  return results
}

function chooseSources(
  sources: readonly NetworkSource[],
  only: readonly string[] | undefined,
): readonly NetworkSource[] {
  if (only === undefined) return sources.filter(({ isOptIn }) => !isOptIn)
  return sources.filter(({ name }) => only.includes(name))
}

async function writeVpnTables(folders: TableFolders, state: UpdateState): Promise<void> {
  for (const source of folders.sources) {
    const known = state[source.name]
    if (source.layer !== 'vpn' || !known || !hasTable(source, folders)) continue
    await writeLabels(source, known.asOf, folders)
  }
}

async function withWorkFolder<Answer>(work: (folder: string) => Promise<Answer>): Promise<Answer> {
  const folder = await mkdtemp(join(tmpdir(), 'whorl-netdata-'))
  try {
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
