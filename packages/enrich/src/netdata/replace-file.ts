import { mkdir, open, rename, rm, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Writes a file so that a reader, or a crash at any moment, finds the old bytes or the new ones.
 * Makes the folder when it is missing.
 *
 * @param options.modifiedAt Unix ms that the file shall show
 * @throws the error of the file system; the old file is then still there
 */
export async function replaceFile(
  path: string,
  content: Uint8Array | string,
  { modifiedAt }: { modifiedAt?: number } = {},
): Promise<void> {
  const folder = dirname(path)
  await mkdir(folder, { recursive: true })
  // Readers take files by their ending, and this is none of theirs.
  const partial = `${path}.${process.pid}.partial`
  try {
    const file = await open(partial, 'w')
    try {
      await file.writeFile(content)
      await file.sync()
    } finally {
      await file.close()
    }
    if (modifiedAt !== undefined) await utimes(partial, modifiedAt / 1000, modifiedAt / 1000)
    await rename(partial, path)
  } catch (cause) {
    await rm(partial, { force: true })
    throw cause
  }
  await syncFolder(folder)
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; there the rename is as durable as the system makes it.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
