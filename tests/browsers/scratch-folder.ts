import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface ScratchFolder {
  readonly path: string
  remove(): void
}

const open = new Set<string>()
let isWatching = false

/** A temporary folder, removed by `remove()` and at the latest when this process exits. */
export function createScratchFolder(purpose: string): ScratchFolder {
  const path = mkdtempSync(join(tmpdir(), `whorl-${purpose}-`))
  open.add(path)
  if (!isWatching) {
    isWatching = true
    process.once('exit', () => {
      for (const folder of open) removeFolder(folder)
    })
  }
  return {
    path,
    remove() {
      removeFolder(path)
      open.delete(path)
    },
  }
}

// A browser's last child may still write while the folder goes: try again for a second.
function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}
