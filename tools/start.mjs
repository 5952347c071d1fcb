#!/usr/bin/env node
// `npm start`: from a bare clone to a running server. Only Node's own modules are needed.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { requireNode } from './node-version.mjs'

requireNode()
try {
  ensureInstalled({ dev: false })
} catch (error) {
  console.error(`installing failed: ${error instanceof Error ? error.message : error}`)
  process.exit(1)
}
// In a process of its own, so that the bundler's memory is gone when the server runs.
const build = spawnSync(process.execPath, [fileURLToPath(new URL('build.mjs', import.meta.url))], {
  stdio: ['ignore', 'inherit', 'inherit'],
})
if (build.status !== 0) process.exit(build.status ?? 1)
// The server itself runs in this process: its signals and its exit code are ours.
await import('../packages/server/dist/main.js')
