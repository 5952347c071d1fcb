import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { FileFetch, FileReply } from './file-fetch'
import type { FileFormat, MirrorFile, NetworkSource } from './network-source'
import type { Validators } from './update-state'

/** A file that lies on this machine and waits to be read. */
export interface GotFile {
  readonly path: string
  readonly format: FileFormat
  readonly validators: Validators
}

export type GotFiles =
  | { readonly status: 'got'; readonly files: readonly GotFile[]; readonly asOf: number }
  | { readonly status: 'not_modified' }
  | { readonly status: 'absent'; readonly sentence: string }
  | { readonly status: 'failed'; readonly sentence: string }

export interface GetOptions {
  readonly fetch: FileFetch
  /** Downloads go here. */
  readonly workFolder: string
  readonly now: number
  /** What was said about the files that are here; empty to get them in any case. */
  readonly validators: readonly Validators[]
}

/** Gets the files of a source from its publisher. */
export async function getFromPublisher(
  source: NetworkSource,
  options: GetOptions,
): Promise<GotFiles> {
  const { workFolder, now, validators } = options
  const got: GotFile[] = []
  let unchanged = 0
  for (const [index, { url, format }] of source.files.entries()) {
    const path = join(workFolder, `${source.name}-${index}`)
    const reply = await fetchDated(url, { ...options, path, source, known: validators[index] })
    if (reply.status === 'failed') return reply
    if (reply.status === 'absent')
      return { status: 'failed', sentence: `there is nothing at ${url}` }
    if (reply.status === 'not_modified') unchanged += 1
    else got.push({ path, format, validators: reply.validators })
  }
  if (unchanged === source.files.length) return { status: 'not_modified' }
  // One half is new: the other is needed too.
  if (unchanged > 0) return getFromPublisher(source, { ...options, validators: [] })
  return { status: 'got', files: got, asOf: now }
}

interface DatedFetch extends GetOptions {
  readonly path: string
  readonly source: NetworkSource
  readonly known: Validators | undefined
}

/** Tries this month's edition and then the one before. */
async function fetchDated(
  template: string,
  { fetch, path, source, known, now }: DatedFetch,
): Promise<FileReply> {
  const request = { to: path, bytesMax: source.bytesMax, ...(known && { validators: known }) }
  if (!template.includes('{month}')) return fetch({ ...request, url: template })
  const date = new Date(now)
  const before = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - 1, 1))
  const reply = await fetch({ ...request, url: withMonth(template, date) })
  return reply.status === 'absent' ? fetch({ ...request, url: withMonth(template, before) }) : reply
}

function withMonth(template: string, date: Date): string {
  return template.replace('{month}', date.toISOString().slice(0, 7))
}

/** Gets the files of a source from a folder or from below a URL. */
export async function getFromMirror(
  source: NetworkSource,
  mirror: string,
  options: GetOptions,
): Promise<GotFiles> {
  for (const files of placesOf(source)) {
    const found = await getPlace(source, { mirror, files }, options)
    if (found.status !== 'absent') return found
  }
  const tried = placesOf(source).map(([first]) => first?.path)
  return { status: 'absent', sentence: `the mirror has no ${tried.join(' nor ')}` }
}

/** `NAME/<file name as published, without a month>`, then the other places of the source. */
function placesOf({ name, files, mirrors = [] }: NetworkSource): (readonly MirrorFile[])[] {
  const own = files.map(({ url, format }) => ({
    path: `${name}/${basename(new URL(url.replace('-{month}', '')).pathname) || 'index'}`,
    format,
  }))
  return [own, ...mirrors]
}

async function getPlace(
  source: NetworkSource,
  { mirror, files }: { mirror: string; files: readonly MirrorFile[] },
  options: GetOptions,
): Promise<GotFiles> {
  const got: GotFile[] = []
  const dates: number[] = []
  const missing: string[] = []
  for (const [index, { path, format }] of files.entries()) {
    const to = join(options.workFolder, `${source.name}-${index}`)
    const found = await getMirrorFile(`${mirror.replace(/\/+$/, '')}/${path}`, to, source, options)
    if (found.status === 'failed') return found
    if (found.status === 'absent') missing.push(path)
    else {
      got.push({ path: found.path, format, validators: {} })
      dates.push(dateIn(path) ?? found.modifiedAt ?? options.now)
    }
  }
  if (got.length === 0) return { status: 'absent', sentence: '' }
  if (missing.length > 0)
    return { status: 'failed', sentence: `the mirror lacks ${missing.join(' and ')}` }
  return { status: 'got', files: got, asOf: Math.min(options.now, ...dates) }
}

type MirrorReply =
  | { readonly status: 'found'; readonly path: string; readonly modifiedAt: number | undefined }
  | { readonly status: 'absent' }
  | { readonly status: 'failed'; readonly sentence: string }

async function getMirrorFile(
  address: string,
  to: string,
  { bytesMax }: NetworkSource,
  { fetch }: GetOptions,
): Promise<MirrorReply> {
  if (!/^https?:\/\//i.test(address)) return getLocalFile(address, bytesMax)
  const reply = await fetch({ url: address, to, bytesMax })
  if (reply.status === 'failed') return reply
  if (reply.status !== 'saved') return { status: 'absent' }
  const modifiedAt = Date.parse(reply.validators.lastModified ?? '')
  return {
    status: 'found',
    path: to,
    modifiedAt: Number.isNaN(modifiedAt) ? undefined : modifiedAt,
  }
}

async function getLocalFile(path: string, bytesMax: number): Promise<MirrorReply> {
  const found = await stat(path).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOTDIR') return undefined
    throw cause
  })
  if (!found?.isFile()) return { status: 'absent' }
  if (found.size > bytesMax)
    return { status: 'failed', sentence: `it is larger than ${bytesMax} bytes` }
  return { status: 'found', path, modifiedAt: Math.floor(found.mtimeMs) }
}

/** A file that carries its date says more than the day it was copied. */
function dateIn(path: string): number | undefined {
  const found = /(?<!\d)(\d{4}-\d{2}-\d{2})(?!\d)/.exec(basename(path))?.[1]
  const at = found === undefined ? Number.NaN : Date.parse(found)
  return Number.isNaN(at) ? undefined : at
}
