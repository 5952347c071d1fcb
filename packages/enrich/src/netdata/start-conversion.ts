import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ConversionOptions, TableConversion } from './convert-registry'

/** Messages to and from the process that converts. */
export interface ToConverter {
  readonly folder: string
  readonly geography: 'city' | 'country' | undefined
  readonly from: string | undefined
}

export type ToParent =
  | { readonly kind: 'log'; readonly sentence: string }
  | {
      readonly kind: 'done'
      readonly results: readonly TableConversion[]
      readonly peakKiB: number
    }
  | { readonly kind: 'broken'; readonly reason: string }

export interface Conversion {
  readonly results: readonly TableConversion[]
  /** Why nothing can be said about the tables; those that were there stay in use. */
  readonly problem?: string
  /** Largest resident size of the process, KiB. */
  readonly peakKiB?: number
}

/**
 * In `dist` the program stands beside this one; sources use what `build-converter.ts` made, because
 * Node 20 cannot run TypeScript.
 */
const program = new URL(
  import.meta.url.endsWith('.ts')
    ? '../../.whorl/registry-converter.js'
    : './registry-converter.js',
  import.meta.url,
)

/**
 * Runs `convertRegistryData` in a process of its own, so that the server's event loop goes on and
 * its memory stays small. Never rejects.
 *
 * @param options.signal ends the process; what is half done is done again by the next start
 */
export function startConversion({
  folder,
  log,
  geography,
  from,
  signal,
}: ConversionOptions & { readonly signal?: AbortSignal }): Promise<Conversion> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(program), {
      // Neither a debugger's port nor a test runner's loader is for this process.
      // The small young generation takes 40 MB from the peak and adds a fifth of processor time
      // (Node 20.20).
      execArgv: ['--max-semi-space-size=4'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    const stop = () => child.kill()
    let answer: Conversion | undefined
    child.on('message', (message: ToParent) => {
      if (message.kind === 'log') return log(message.sentence)
      answer =
        message.kind === 'done'
          ? { results: message.results, peakKiB: message.peakKiB }
          : { results: [], problem: `The network data were not converted: ${message.reason}.` }
      child.disconnect()
    })
    child.once('error', (cause) => {
      answer ??= { results: [], problem: `The converter did not start: ${cause.message}.` }
      end()
    })
    child.once('exit', (code, name) => {
      const problem = `The converter of network data ended early (${name ?? code}).`
      answer ??= { results: [], problem }
      end()
    })
    const end = () => {
      signal?.removeEventListener('abort', stop)
      resolve(answer ?? { results: [] })
    }
    signal?.addEventListener('abort', stop)
    if (signal?.aborted) stop()
    const message: ToConverter = { folder, geography, from: from?.toString() }
    child.send(message, (cause) => cause && child.kill())
  })
}
