import { existsSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { startGroup } from './process-group'

export interface Display {
  /** Value for the `DISPLAY` variable, for example `:101`. */
  readonly name: string
  stop(): Promise<void>
}

const xvfbPath = '/usr/bin/Xvfb'

export function hasXvfb(): boolean {
  return existsSync(xvfbPath)
}

/** Starts a virtual screen of its own; the X server chooses a free display number. */
export async function startXvfb({
  width = 1920,
  height = 1080,
  depth = 24,
} = {}): Promise<Display> {
  if (!hasXvfb()) throw new Error('Xvfb not found: install xvfb')
  // Without -noreset it restarts itself after the last window and then misses a SIGTERM.
  const args = [
    '-displayfd',
    '3',
    '-screen',
    '0',
    `${width}x${height}x${depth}`,
    '-nolisten',
    'tcp',
    '-noreset',
  ]
  const group = startGroup(xvfbPath, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await firstLine(group.child.stdio[3] as Readable, group.ended)
  return { name: `:${number}`, stop: () => group.stop({ graceMs: 2_000 }) }
}

// The fourth channel is a pipe that this process only reads: Node types it as either direction.
function firstLine(pipe: Readable, ended: Promise<number | string>): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    pipe.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end).trim())
    })
    ended.then((code) => reject(new Error(`Xvfb ended with ${code}`)), reject)
  })
}
