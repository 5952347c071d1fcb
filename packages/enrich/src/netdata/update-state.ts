import { join } from 'node:path'
import { readJsonFile } from './read-json-file'
import { replaceFile } from './replace-file'

/** What a publisher said about a file, to ask only for a newer one. */
export interface Validators {
  readonly etag?: string
  readonly lastModified?: string
}

/** What is known about one source since it was last fetched. */
export interface SourceState {
  /** Unix ms of the last answer, also of one that said that nothing is new. */
  readonly checkedAt: number
  /** Unix ms: the date of the data. */
  readonly asOf: number
  readonly rows: number
  readonly bytes: number
  /** Of the files as they travelled, in their order. */
  readonly sha256: string
  /** The file that was made, without its ending. */
  readonly table: string
  readonly validators: readonly Validators[]
}

export type UpdateState = Readonly<Record<string, SourceState>>

const fileName = 'update-state.json'

/** A state that is missing or damaged is empty: everything is then fetched again. */
export async function readUpdateState(folder: string): Promise<UpdateState> {
  const { sources } = Object(await readJsonFile(join(folder, fileName))) as { sources?: unknown }
  const entries = Object.entries(Object(sources)).flatMap(([name, value]) => {
    const state = toSourceState(value)
    return state ? [[name, state] as const] : []
  })
  return Object.fromEntries(entries)
}

/** @throws the error of the file system */
export async function writeUpdateState(folder: string, sources: UpdateState): Promise<void> {
  await replaceFile(join(folder, fileName), `${JSON.stringify({ sources }, undefined, 2)}\n`)
}

function toSourceState(value: unknown): SourceState | undefined {
  // Anything may stand in the file; every field is checked below.
  const { checkedAt, asOf, rows, bytes, sha256, table, validators } = Object(value) as Record<
    string,
    unknown
  >
  if (!isCount(checkedAt) || !isCount(asOf) || !isCount(rows) || !isCount(bytes)) return undefined
  if (typeof sha256 !== 'string' || typeof table !== 'string') return undefined
  const list = Array.isArray(validators) ? validators.map(toValidators) : []
  return { checkedAt, asOf, rows, bytes, sha256, table, validators: list }
}

function toValidators(value: unknown): Validators {
  const { etag, lastModified } = Object(value) as Record<string, unknown>
  return {
    ...(typeof etag === 'string' && { etag }),
    ...(typeof lastModified === 'string' && { lastModified }),
  }
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value)
}
