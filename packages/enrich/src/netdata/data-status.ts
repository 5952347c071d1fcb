import { dayMs, hourMs, type NetworkSource } from './network-source'
import { registryTables } from './registry-packages'
import { readRegistryState } from './registry-state'
import { readUpdateState } from './update-state'
import { tableOf } from './write-tables'

/** What is in use of one source. */
export interface DataStatus {
  readonly name: string
  readonly layer: NetworkSource['layer']
  readonly licence: string
  readonly isOptIn: boolean
  /** Absent when nothing of it is in use. */
  readonly inUse?: {
    /** Unix ms. */
    readonly asOf: number
    readonly rows: number
    readonly isOld: boolean
  }
}

/** Older data are still used; people should know. */
const oldMs = 45 * dayMs
/** Exits come and go within hours. */
const oldTorMs = 24 * hourMs

/**
 * What is in use of every source, packages of the registry first.
 *
 * @param options.now Unix ms
 */
export async function readDataStatus({
  folder,
  sources,
  now,
}: {
  readonly folder: string
  readonly sources: readonly NetworkSource[]
  readonly now: number
}): Promise<readonly DataStatus[]> {
  const updates = await readUpdateState(folder)
  const converted = await readRegistryState(folder)
  const replaced = new Set(
    sources.filter(({ name }) => updates[name]).map((source) => tableOf(source)),
  )
  const packages = registryTables.map(({ table, layer, licence, packageName }): DataStatus => {
    const made = replaced.has(table) ? undefined : converted[table]
    const status = { name: packageName, layer, licence, isOptIn: false }
    return made ? { ...status, inUse: inUse(layer, made, now) } : status
  })
  const lists = sources.map(({ name, layer, licence, isOptIn = false }): DataStatus => {
    const known = updates[name]
    const status = { name, layer, licence, isOptIn }
    return known ? { ...status, inUse: inUse(layer, known, now) } : status
  })
  return [...packages, ...lists]
}

function inUse(
  layer: NetworkSource['layer'],
  { asOf, rows }: { asOf: number; rows: number },
  now: number,
): NonNullable<DataStatus['inUse']> {
  return { asOf, rows, isOld: now - asOf > (layer === 'tor' ? oldTorMs : oldMs) }
}
