#!/usr/bin/env node
// `npm run prior`: makes the table of what identification assumes before a workspace has taught it
// anything (`packages/core/src/identify/population/prior-table.ts`), from simulated worlds of the
// tuning seeds. Sources: bench/identify/population/SOURCES.md and bench/identify/world-parameters.ts.
// Two rounds: how common and how lasting values are; then, with those, what scores are worth.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const table = join(root, 'packages/core/src/identify/population/prior-table.ts')
const folder = mkdtempSync(join(tmpdir(), 'whorl-prior-'))
const file = join(folder, 'prior.json')

const rounds = [
  { says: 'how common and how lasting values are', options: [] },
  { says: 'what scores are worth', options: ['--shadows'] },
]
try {
  for (const round of rounds) {
    console.log(round.says)
    const { status } = spawnSync(
      process.execPath,
      [
        'bench/identify/run.mjs',
        'prior',
        '--out',
        file,
        ...round.options,
        ...process.argv.slice(2),
      ],
      { cwd: root, stdio: 'inherit' },
    )
    if (status !== 0) throw new Error('the worlds could not be run')
    write(readFileSync(file, 'utf8'))
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function write(text) {
  writeFileSync(
    table,
    `// Made by \`npm run prior\`: do not edit.\n\nexport const priorText =\n  '${text}'\n`,
  )
}
