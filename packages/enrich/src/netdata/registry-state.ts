import { join } from 'node:path'
import { rangeVersion } from '../network/range-format'
import { readJsonFile } from './read-json-file'
import { replaceFile } from './replace-file'

/** A table that was made from an npm package. */
export interface ConvertedTable {
  readonly packageName: string
  readonly version: string
  readonly asOf: number
  readonly rows: number
  readonly bytes: number
}

export type RegistryState = Readonly<Record<string, ConvertedTable>>

const fileName = 'registry-state.json'

/** Empty when it is missing, damaged, or of another version of the range files. */
export async function readRegistryState(folder: string): Promise<RegistryState> {
  const { format, tables } = Object(await readJsonFile(join(folder, fileName))) as {
    format?: unknown
    tables?: unknown
  }
  if (format !== rangeVersion) return {}
  const entries = Object.entries(Object(tables)).flatMap(([table, value]) => {
    const converted = toConvertedTable(value)
    return converted ? [[table, converted] as const] : []
  })
  return Object.fromEntries(entries)
}

/** @throws the error of the file system */
export async function writeRegistryState(folder: string, tables: RegistryState): Promise<void> {
  const text = JSON.stringify({ format: rangeVersion, tables }, undefined, 2)
  await replaceFile(join(folder, fileName), `${text}\n`)
}

function toConvertedTable(value: unknown): ConvertedTable | undefined {
  // Anything may stand in the file; every field is checked below.
  const { packageName, version, asOf, rows, bytes } = Object(value) as Record<string, unknown>
  if (typeof packageName !== 'string' || typeof version !== 'string') return undefined
  if (typeof asOf !== 'number' || typeof rows !== 'number' || typeof bytes !== 'number')
    return undefined
  return { packageName, version, asOf, rows, bytes }
}
