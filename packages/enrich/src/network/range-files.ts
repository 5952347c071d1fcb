import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Provenance } from '@whorl/core'
import { countsAt } from './range-format'
import { decodeRangeTableInTurns, type RangeTable } from './range-table'
import { readWholeFile, reasonOf } from './read-whole-file'

/** A range file in use. */
export interface RangeFile {
  readonly file: string
  readonly table: RangeTable
  readonly from: Provenance
}

export interface RangeFiles {
  /** By file name. A new list whenever something has changed. */
  list(): readonly RangeFile[]
  /** Reads again what has changed. Never rejects. */
  refresh(): Promise<void>
  /** Lets go of all tables, for good. */
  close(): void
}

const ending = '.whorl'
const filesMax = 200

/**
 * The range files of a folder. A file that cannot be used leaves its last good state in use; a
 * folder that does not exist is empty. One file is read after the other: of the large tables there
 * are never two new ones in memory beside the old.
 */
export function openRangeFiles(folder: string, complain: (sentence: string) => void): RangeFiles {
  const files = new Map<string, RangeFile>()
  /** The state of each file when it was last read, also of those that were refused. */
  const seen = new Map<string, string>()
  let current: readonly RangeFile[] = []
  let isClosed = false
  const publish = () => {
    if (isClosed) files.clear()
    current = [...files.values()].sort((one, other) => (one.file < other.file ? -1 : 1))
  }
  const readAgain = async (file: string) => {
    const path = join(folder, file)
    const { mtimeMs, size, ino } = await stat(path)
    const state = `${mtimeMs} ${size} ${ino}`
    if (seen.get(file) === state) return
    seen.set(file, state)
    files.set(file, await readRangeFile(path, file))
    publish()
  }
  return {
    list: () => current,
    async refresh() {
      const names = await listNames(folder)
      for (const file of seen.keys()) {
        if (names.includes(file)) continue
        seen.delete(file)
        if (files.delete(file)) publish()
      }
      for (const file of names) {
        if (isClosed) return
        await readAgain(file).catch((cause: unknown) => {
          complain(`${file} is not used: it ${reasonOf(cause)}`)
        })
      }
    },
    close() {
      isClosed = true
      publish()
    },
  }
}

async function readRangeFile(path: string, file: string): Promise<RangeFile> {
  const hash = createHash('sha256')
  const bytes = await readWholeFile(path, (chunk, at) => {
    const skipped = Math.max(0, countsAt - at)
    if (skipped < chunk.length) hash.update(chunk.subarray(skipped))
  })
  const table = await decodeRangeTableInTurns(bytes, hash.digest())
  const { source, asOf, licence, attribution } = table.header
  const from = { source, asOf, licence, ...(attribution !== undefined && { attribution }) }
  return { file, table, from }
}

async function listNames(folder: string): Promise<string[]> {
  try {
    const names = await readdir(folder)
    return names
      .filter((name) => name.endsWith(ending))
      .sort()
      .slice(0, filesMax)
  } catch {
    // No folder, or none that this program may read.
    return []
  }
}
