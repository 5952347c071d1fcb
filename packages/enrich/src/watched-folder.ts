import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The JSON files of a folder, by name without `.json`. */
export interface WatchedFolder<Value> {
  find(name: string): Value | undefined
  /** Reads again what has changed. Never rejects. */
  refresh(): Promise<void>
}

/** Far above any published list (2,000 ranges, 200 kB in 2026). */
const fileBytesMax = 4_000_000
const filesMax = 200
const ending = '.json'

export interface WatchOptions<Value> {
  /** @throws RangeError whose message completes "x.json is not used: it …" */
  readonly parse: (json: unknown, modifiedAt: number) => Value
  /** Takes one sentence about a file that is not used. */
  readonly complain: (sentence: string) => void
}

/**
 * Reads a folder when asked to. A file that cannot be read leaves its last good state in use; a
 * folder that does not exist is empty.
 */
export function watchFolder<Value>(
  folder: string,
  { parse, complain }: WatchOptions<Value>,
): WatchedFolder<Value> {
  const values = new Map<string, Value>()
  /** When each file was last changed, also of those that were refused. */
  const seen = new Map<string, number>()
  const readAgain = async (name: string) => {
    const path = join(folder, name + ending)
    const { mtimeMs, size } = await stat(path)
    if (seen.get(name) === mtimeMs) return
    seen.set(name, mtimeMs)
    if (size > fileBytesMax) throw new RangeError(`is larger than ${fileBytesMax} bytes`)
    values.set(name, parse(JSON.parse(await readFile(path, 'utf8')), mtimeMs))
  }
  return {
    find: (name) => values.get(name),
    async refresh() {
      const names = (await listNames(folder)).slice(0, filesMax)
      for (const name of seen.keys()) {
        if (names.includes(name)) continue
        values.delete(name)
        seen.delete(name)
      }
      for (const name of names) {
        await readAgain(name).catch((cause: unknown) => {
          complain(`${name}${ending} is not used: it ${reasonOf(cause)}`)
        })
      }
    },
  }
}

async function listNames(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder)
    return files
      .filter((file) => file.endsWith(ending))
      .map((file) => file.slice(0, -ending.length))
  } catch {
    // No folder, or none that this program may read.
    return []
  }
}

function reasonOf(cause: unknown): string {
  if (cause instanceof SyntaxError) return 'is not JSON'
  return cause instanceof RangeError ? cause.message : 'cannot be read'
}
