import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

export interface ProcessGroup {
  readonly child: ChildProcess
  /** Exit code, or the signal's name; resolves when the first process ended. */
  readonly ended: Promise<number | string>
  /** The signal to the first process, then SIGKILL to what is left of the group after `graceMs`. */
  stop(options?: { signal?: NodeJS.Signals; graceMs?: number }): Promise<void>
}

const running = new Set<number>()
let isWatching = false

/**
 * Starts a program as the leader of its own process group, so that its children can be ended with
 * it. What still runs when this process exits is killed.
 */
export function startGroup(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
): ProcessGroup {
  const child = spawn(command, args, { stdio: 'ignore', ...options, detached: true })
  const { pid } = child
  const ended = new Promise<number | string>((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'))
  })
  // A failed start rejects for those who wait; nobody has to.
  ended.catch(() => {})
  if (pid !== undefined) watch(pid)
  return {
    child,
    ended,
    async stop({ signal = 'SIGTERM', graceMs = 10_000 } = {}) {
      if (pid === undefined) return
      child.kill(signal)
      const deadline = Date.now() + graceMs
      // Chromium's network process writes the cookies after the first process has gone.
      while (isRunning(pid) && Date.now() < deadline) await sleep(20)
      killGroup(pid)
      await ended
      running.delete(pid)
    },
  }
}

function watch(pid: number): void {
  running.add(pid)
  if (isWatching) return
  isWatching = true
  process.once('exit', () => {
    for (const group of running) killGroup(group)
  })
}

const isRunning = (pid: number) => signalGroup(pid, 0)

const killGroup = (pid: number) => signalGroup(pid, 'SIGKILL')

/** False when the whole group has ended (ESRCH). */
function signalGroup(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(-pid, signal)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false
    throw error
  }
}
