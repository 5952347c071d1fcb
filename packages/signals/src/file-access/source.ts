import { askFrame } from '../browser/frame-report'
import { defineSource } from '../define'

/**
 * What one byte costs to write and to flush. A normal window writes to a file of its own process and
 * flushes to the disk; a private one asks the browser's process for each write, which keeps it in
 * memory, and has nothing to flush. Per operation, in Chromium 156: 0.01 to 0.1 ms and 0.1 to 2 ms
 * normally, 0.55 to 4 ms and 0 privately, however busy the page is. `undefined` without a worker.
 */
export const fileAccess = defineSource(
  'fileAccess',
  async () => (await (await askFrame())?.worker)?.fileAccess,
  {
    stage: 'late',
    timeoutMs: 2_000,
  },
)
