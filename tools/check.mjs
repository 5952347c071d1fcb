#!/usr/bin/env node
// `npm run check`: everything that can be judged without running the product. One line a check.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from './build.mjs'
import { ensureInstalled } from './install.mjs'
import { requireNode } from './node-version.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = (path) => join('node_modules', path)

requireNode()
ensureInstalled({ dev: true })

/** Name of each check and the program that makes it. */
const programs = [
  ['format and lint', modules('@biomejs/biome/bin/biome'), 'ci', '--colors=off', '.'],
  ['types', modules('typescript/bin/tsc'), '-p', 'tsconfig.json', '--noEmit'],
  ['browser types', modules('typescript/bin/tsc'), '-p', 'tsconfig.browser.json', '--noEmit'],
  ['rooms', modules('dependency-cruiser/bin/dependency-cruise.mjs'), 'packages', 'tests'],
  ['nothing unused', modules('knip/bin/knip.js'), '--no-progress'],
  ['dependencies', 'tools/dependency-rules.mjs'],
  ['file length', 'tools/source-length.mjs'],
  ['documented settings', 'tools/docs.mjs', '--check'],
]

/** Checks of what was built. */
const builtChecks = [
  [
    'agent package',
    () => runProgram(modules('publint/src/cli.js'), ['packages/agent', '--strict']),
  ],
  ['agent size', checkSizes],
]

const results = []
for (const [first, second] of pairs(programs)) {
  // Two at a time: as many as the smallest machine has cores.
  const both = [first, second].filter(Boolean)
  await Promise.all(both.map(([name, path, ...args]) => report(name, () => runProgram(path, args))))
}
await report('build', async () => {
  await build({ types: true, log: () => {} })
  return { ok: true, output: '' }
})
for (const [name, check] of builtChecks) await report(name, check)

const failed = results.filter((ok) => !ok).length
console.log(`${results.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1

async function report(name, check) {
  const startedAt = performance.now()
  const { ok, output } = await check().catch((error) => ({ ok: false, output: String(error) }))
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (!ok) console.log(output.trim().replace(/^/gm, '     '))
  results.push(ok)
}

function runProgram(path, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [path, ...args], { cwd: root })
    let output = ''
    const collect = (chunk) => {
      output += chunk
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', reject)
    child.once('close', (code) => resolve({ ok: code === 0, output }))
  })
}

/** Every bundle that the agent ships has a budget and keeps it. */
async function checkSizes() {
  const { budgets } = JSON.parse(readFileSync(join(root, 'packages/agent/size.json'), 'utf8'))
  const lines = Object.entries(budgets).map(([file, budget]) => {
    const bytes = gzipSync(readFileSync(join(root, 'packages/agent/dist', file)), {
      level: 9,
    }).length
    return { ok: bytes <= budget, text: `${file}: ${bytes} of ${budget} bytes gzip` }
  })
  return {
    ok: lines.length > 0 && lines.every(({ ok }) => ok),
    output: lines.map(({ text }) => text).join('\n'),
  }
}

function pairs(list) {
  return list.flatMap((item, index) => (index % 2 === 0 ? [[item, list[index + 1]]] : []))
}
