import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFile } from './replace-file'

/** Where the networks of a source stand as text: tables are made again from them. */
function pathOf(folder: string, source: string): string {
  return join(folder, 'lists', `${source}.txt`)
}

/** @throws the error of the file system */
export async function writeKeptList(
  folder: string,
  source: string,
  networks: readonly string[],
): Promise<void> {
  await replaceFile(pathOf(folder, source), `${networks.join('\n')}\n`)
}

/** Empty when the source was never fetched. */
export async function readKeptList(folder: string, source: string): Promise<readonly string[]> {
  try {
    const text = await readFile(pathOf(folder, source), 'utf8')
    return text.split('\n').filter((line) => line !== '')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw cause
  }
}
