import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Provenance } from '@whorl/core'
import { networkAround } from '../ip-network'
import type { DataSource, IpProvider } from '../ip-provider'
import { readWholeFile, reasonOf } from '../read-whole-file'
import { type MmdbFile, openMmdbFile } from './mmdb-file'
import { findMmdbKind, type MmdbKind, readPart } from './mmdb-kind'
import { termsOf } from './mmdb-terms'

interface OpenDatabase {
  readonly file: MmdbFile
  readonly kind: MmdbKind
  readonly from: Provenance
  readonly source: DataSource
}

/**
 * A database in MaxMind's format, of any publisher whose fields are known. Empty until the first
 * `refresh()`; a file that cannot be used leaves the one before it in use.
 */
export function openMmdbProvider(
  path: string,
  { complain }: { complain: (sentence: string) => void },
): IpProvider {
  const name = basename(path)
  let current: OpenDatabase | undefined
  let seen = ''
  let isDamaged = false
  const readAgain = async () => {
    const { mtimeMs, size, ino } = await stat(path)
    const state = `${mtimeMs} ${size} ${ino}`
    if (seen === state) return
    seen = state
    current = openDatabase(await readWholeFile(path), name)
    isDamaged = false
  }
  return {
    name,
    find(address) {
      if (!current) return undefined
      const { file, kind, from } = current
      try {
        const found = file.find(address)
        if (!found) return undefined
        return readPart(kind, found.record, from, networkAround(address, found.prefixLength))
      } catch {
        // The reader throws errors of any kind on a damaged record; the others may be whole.
        if (!isDamaged) complain(`${name} is damaged: some of its records cannot be read`)
        isDamaged = true
        return undefined
      }
    },
    knows: () => current?.kind.knows ?? [],
    sources: () => (current ? [current.source] : []),
    async refresh() {
      await readAgain().catch((cause: unknown) => {
        const reason = `${name} is not used: it ${reasonOf(cause)}`
        // A missing file is no news at every refresh.
        if (isMissing(cause) && seen === missing) return
        if (isMissing(cause)) seen = missing
        complain(reason)
      })
    },
  }
}

const missing = 'missing'

function isMissing(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
}

function openDatabase(bytes: Uint8Array, name: string): OpenDatabase {
  const file = openMmdbFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))
  const kind = findKind(file)
  const { databaseType, builtAt } = file
  if (!kind) throw new RangeError(`holds no field that is known ("${shown(databaseType)}")`)
  const { source: publisher, licence, attribution } = termsOf(databaseType, name)
  const from = {
    source: publisher,
    asOf: builtAt,
    licence,
    ...(attribution !== undefined && { attribution }),
  }
  const source = { ...from, layer: kind.layer, file: name }
  return { file, kind, from, source }
}

function findKind(file: MmdbFile): MmdbKind | undefined {
  try {
    return findMmdbKind(file)
  } catch {
    // As above: any error, and here before anything relies on the file.
    throw new RangeError('is damaged: its records cannot be read')
  }
}

function shown(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, ' ').slice(0, 60)
}
