import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A program in `folder` that starts `binary` on the first `count` processors: Chromium counts those
 * it may use (checked in 147 and 156). Firefox 153 counts all of the machine's.
 */
export function limitProcessors(binary: string, count: number, folder: string): string {
  const path = join(folder, 'on-processors')
  const script = `#!/bin/sh\nexec taskset -c 0-${count - 1} '${binary}' "$@"\n`
  writeFileSync(path, script, { mode: 0o755 })
  return path
}
