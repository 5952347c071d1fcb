import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Numbers of the first `count` processors that this process may use; fewer when it has fewer. */
export function chooseProcessors(count: number): number[] {
  const [, list = ''] =
    /^Cpus_allowed_list:\s*(\S+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  const numbers = list.split(',').flatMap((range) => {
    const [first = 0, last = first] = range.split('-').map(Number)
    return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  })
  return numbers.slice(0, count)
}

/**
 * A program in `folder` that starts `binary` on `count` processors: Chromium counts those it may
 * use (checked in 147 and 156). Firefox 153 counts all of the machine's.
 */
export function limitProcessors(binary: string, count: number, folder: string): string {
  const path = join(folder, 'on-processors')
  const script = `#!/bin/sh\nexec taskset -c ${chooseProcessors(count)} '${binary}' "$@"\n`
  writeFileSync(path, script, { mode: 0o755 })
  return path
}
