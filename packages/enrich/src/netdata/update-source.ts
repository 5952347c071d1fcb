import { readFile } from 'node:fs/promises'
import { digestOf, type FileFetch } from './file-fetch'
import { hourMs, type NetworkSource } from './network-source'
import { readSourceContent, type SourceContent } from './source-content'
import { type GotFile, type GotFiles, getFromMirror, getFromPublisher } from './source-files'
import type { SourceState } from './update-state'
import { confirmTable, hasTable, type TableFolders, tableOf, writeTable } from './write-tables'

export interface SourceResult {
  readonly name: string
  /**
   * `too_soon`: its publisher was asked shortly before. `refused`: what came is not plausible.
   * `absent`: the mirror does not have it. The old table stays in use with all but `updated`.
   */
  readonly status: 'updated' | 'unchanged' | 'too_soon' | 'refused' | 'failed' | 'absent'
  /** Ends with a full stop and begins with the name. */
  readonly sentence: string
  readonly rowsBefore?: number
  readonly rows?: number
  /** Of the files as they travelled. */
  readonly bytes?: number
}

export interface SourceUpdate {
  readonly source: NetworkSource
  readonly before: SourceState | undefined
  readonly folders: TableFolders
  readonly mirror: string | undefined
  readonly dryRun: boolean
  readonly force: boolean
  readonly fetch: FileFetch
  readonly now: number
  /** Empty, and removed afterwards. */
  readonly workFolder: string
}

/** The result, and the new state when there is one. */
export interface SourceOutcome {
  readonly result: SourceResult
  readonly state?: SourceState
}

/** More than this share of rows lost means a broken list rather than a smaller network. */
const shrinkMax = 0.3

/**
 * Fetches one source and writes its table.
 *
 * @throws the error of the file system when the folder cannot be written
 */
export async function updateSource(update: SourceUpdate): Promise<SourceOutcome> {
  const { source, before, mirror, force, now } = update
  const wait = before && !mirror && !force ? before.checkedAt + source.intervalMs - now : 0
  if (wait > 0) return outcome(update, 'too_soon', waitSentence(source, wait))
  const got = await getFiles(update)
  if (got.status === 'not_modified') return confirm(update, now)
  if (got.status !== 'got') return outcome(update, got.status, got.sentence)
  const { sha256, bytes } = await digest(got.files)
  if (before?.sha256 === sha256 && hasTable(source, update.folders) && !force)
    return confirm(update, got.asOf)
  try {
    const content = await readSourceContent(got.files, update.workFolder)
    return await take(update, got.files, { content, sha256, bytes, asOf: content.asOf ?? got.asOf })
  } catch (cause) {
    // What the parsers throw about a list; everything else is a bug or a full disk.
    if (!(cause instanceof RangeError)) throw cause
    return outcome(update, 'failed', `the list ${cause.message}`, { bytes })
  }
}

async function getFiles(update: SourceUpdate): Promise<GotFiles> {
  const { source, before, mirror, force, fetch, now, workFolder, folders } = update
  const options = { fetch, now, workFolder, validators: [] }
  if (mirror !== undefined) return getFromMirror(source, mirror, options)
  const isKnown = before && !force && hasTable(source, folders)
  return getFromPublisher(source, { ...options, validators: isKnown ? before.validators : [] })
}

async function digest(files: readonly GotFile[]): Promise<{ sha256: string; bytes: number }> {
  const parts = await Promise.all(files.map(({ path }) => readFile(path)))
  const bytes = parts.reduce((sum, part) => sum + part.length, 0)
  return { sha256: digestOf(parts), bytes }
}

interface Taken {
  readonly content: SourceContent
  readonly sha256: string
  readonly bytes: number
  readonly asOf: number
}

async function take(
  update: SourceUpdate,
  files: readonly GotFile[],
  { content, sha256, bytes, asOf }: Taken,
): Promise<SourceOutcome> {
  const { source, dryRun, force, now, folders } = update
  const rows = content.kind === 'list' ? content.networks.length : content.rows
  const objection = rows === 0 ? 'it is empty' : objectionTo(update, rows, asOf)
  if (objection !== undefined && (rows === 0 || !force))
    return outcome(update, 'refused', `${objection}; the old data stay in use`, { rows, bytes })
  if (dryRun) return outcome(update, 'updated', `would bring ${rows} rows`, { rows, bytes })
  await writeTable(source, content, asOf, folders)
  const validators = files.map((file) => file.validators)
  const table = tableOf(source)
  const state: SourceState = { checkedAt: now, asOf, rows, bytes, sha256, table, validators }
  return { ...outcome(update, 'updated', `${rows} rows of ${day(asOf)}`, { rows, bytes }), state }
}

function objectionTo(
  { source, before }: SourceUpdate,
  rows: number,
  asOf: number,
): string | undefined {
  const { rowsMin, rowsMax } = source
  if (rows < rowsMin || rows > rowsMax)
    return `it has ${rows} rows, and ${rowsMin} to ${rowsMax} are plausible (--force takes it)`
  if (before && rows < before.rows * (1 - shrinkMax))
    return `it shrank from ${before.rows} to ${rows} rows (--force takes it)`
  if (before && day(asOf) < day(before.asOf))
    return `it is of ${day(asOf)}, and what is in use of ${day(before.asOf)} (--force takes it)`
  return undefined
}

async function confirm(update: SourceUpdate, asOf: number): Promise<SourceOutcome> {
  const { source, before, dryRun, folders, now } = update
  if (!before) return outcome(update, 'failed', 'the server says that nothing is new')
  const hasOwnDate = source.layer === 'geo' || source.layer === 'owner' || source.layer === 'tor'
  const confirmed = hasOwnDate ? before.asOf : Math.max(asOf, before.asOf)
  const sentence = `${before.rows} rows of ${day(confirmed)}, as before`
  const result = outcome(update, 'unchanged', sentence, { rows: before.rows })
  if (dryRun) return result
  if (confirmed > before.asOf) await confirmTable(source, confirmed, folders)
  return { ...result, state: { ...before, checkedAt: now, asOf: confirmed } }
}

function outcome(
  { source, before }: SourceUpdate,
  status: SourceResult['status'],
  sentence: string,
  counts: Pick<SourceResult, 'rows' | 'bytes'> = {},
): SourceOutcome {
  const { name } = source
  const rowsBefore = before && { rowsBefore: before.rows }
  return { result: { name, status, sentence: `${name}: ${sentence}.`, ...rowsBefore, ...counts } }
}

function waitSentence({ intervalMs }: NetworkSource, wait: number): string {
  const left = Math.max(1, Math.round(wait / 60_000))
  const every = Math.round(intervalMs / hourMs)
  return `asked less than ${every} h ago; again in ${left} min (--force asks now)`
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}
