import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  createFileFetch,
  type DataStatus,
  networkSources,
  readDataStatus,
  updateNetworkData,
} from '@whorl/enrich'
import { type Config, readConfig } from '../config'
import { networkFolders } from '../network-data'
import { StartError } from '../start-error'

/**
 * `whorl netdata update` and `whorl netdata status`: lists about addresses, in the folder `network`
 * of the data folder.
 *
 * @param print takes one line of the answer
 * @returns false when a source failed or was refused
 * @throws StartError when the command is not understood
 */
export async function netdata(
  env: NodeJS.ProcessEnv,
  args: readonly string[],
  print: (line: string) => void = console.log,
): Promise<boolean> {
  const [command, ...rest] = args
  if (command === 'update') return update(readConfig(env), readUpdateArgs(rest), print)
  if (command === 'status' && rest.length === 0) return showStatus(readConfig(env), print)
  throw new StartError(
    'Say what to do with the network data: whorl netdata update, or whorl netdata status.',
  )
}

interface UpdateArgs {
  readonly source?: string[] | undefined
  readonly mirror?: string | undefined
  readonly 'dry-run'?: boolean | undefined
  readonly force?: boolean | undefined
}

function readUpdateArgs(args: readonly string[]): UpdateArgs {
  const { values } = parse(args)
  const known = networkSources.map(({ name }) => name)
  const stranger = values.source?.find((name) => !known.includes(name))
  if (stranger !== undefined)
    throw new StartError(`There is no source "${stranger}"; \`whorl netdata status\` lists them.`)
  return values
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        source: { type: 'string', multiple: true },
        mirror: { type: 'string' },
        'dry-run': { type: 'boolean' },
        force: { type: 'boolean' },
      },
    })
  } catch (cause) {
    throw new StartError(cause instanceof Error ? `${cause.message}.` : String(cause), cause)
  }
}

async function update(
  config: Config,
  args: UpdateArgs,
  print: (line: string) => void,
): Promise<boolean> {
  const mirror = args.mirror === undefined ? undefined : readMirror(args.mirror)
  const results = await updateNetworkData({
    ...networkFolders(config),
    sources: networkSources,
    mirror,
    only: args.source,
    dryRun: args['dry-run'],
    force: args.force,
    fetch: createFileFetch({
      outboundAllow: config.outboundAllow,
      // Whoever names a mirror may name one in the own network.
      trustedOrigins: mirror !== undefined && URL.canParse(mirror) ? [new URL(mirror).origin] : [],
    }),
    clock: Date.now,
    log: print,
  }).catch((cause: unknown) => {
    if (!(cause instanceof Error && 'code' in cause)) throw cause
    throw new StartError(`The network data cannot be read or written: ${cause.message}.`, cause)
  })
  return results.every(({ status }) => status !== 'failed' && status !== 'refused')
}

/** A URL, or the absolute path of a folder. */
function readMirror(text: string): string {
  if (/^https?:\/\//i.test(text)) {
    if (URL.canParse(text)) return text
    throw new StartError(`--mirror must be a folder or a URL, not "${text}".`)
  }
  const path = resolve(text)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory()) return path
  throw new StartError(`--mirror must be a folder or a URL, and there is no folder ${path}.`)
}

async function showStatus(config: Config, print: (line: string) => void): Promise<true> {
  const now = Date.now()
  const { folder } = networkFolders(config)
  const all = await readDataStatus({ folder, sources: networkSources, now })
  const rows = all.map((status) => statusRow(status, now))
  const table = [['source', 'about', 'date', 'age', 'rows', 'licence', ''], ...rows]
  const widths = table[0]?.map((_, column) =>
    Math.max(...table.map((row) => row[column]?.length ?? 0)),
  )
  for (const row of table)
    print(
      row
        .map((text, column) => text.padEnd(widths?.[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
  return true
}

function statusRow(
  { name, layer, licence, isOptIn, inUse }: DataStatus,
  now: number,
): readonly string[] {
  if (!inUse) return [name, layer, '-', '-', '-', licence, isOptIn ? 'only by --source' : '']
  const date = new Date(inUse.asOf).toISOString().slice(0, 10)
  const warning = inUse.isOld ? 'OLD: run whorl netdata update' : ''
  return [name, layer, date, ageText(now - inUse.asOf), String(inUse.rows), licence, warning]
}

function ageText(ms: number): string {
  const hours = Math.max(0, Math.floor(ms / 3_600_000))
  return hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} d`
}
