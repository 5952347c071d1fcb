import { setPriority } from 'node:os'
import { convertRegistryData } from './convert-registry'
import type { ToConverter, ToParent } from './start-conversion'

/** The process that converts: its memory is gone when it ends. */
function main(): void {
  // The parent is gone: nobody waits for the result, and the next start makes it again.
  process.once('disconnect', () => process.exit(0))
  process.once('message', (message: ToConverter) => void answer(message))
}

async function answer({ folder, geography, from }: ToConverter): Promise<void> {
  // Visitors that are being answered come first.
  setPriority(10)
  const log = (sentence: string) => send({ kind: 'log', sentence })
  try {
    const results = await convertRegistryData({ folder, geography, from, log })
    send({ kind: 'done', results, peakKiB: process.resourceUsage().maxRSS })
  } catch (cause) {
    send({ kind: 'broken', reason: cause instanceof Error ? cause.message : String(cause) })
  }
}

function send(message: ToParent): void {
  process.send?.(message)
}

main()
