#!/usr/bin/env node
// No source file over 400 lines. Tables of data are exempt, by name.
import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const linesMax = 400

/** Files that are tables: reading them in parts would not make them clearer. */
const tables = new Set(['packages/core/src/zones/zone-data.ts'])

const root = fileURLToPath(new URL('..', import.meta.url))
const sources = ['*.ts', '*.tsx', '*.mjs', '*.cjs', '*.js', '*.css']
const listed = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '--', ...sources],
  { cwd: root, encoding: 'utf8' },
)
const tooLong = listed
  .split('\n')
  .filter((path) => path && !tables.has(path) && existsSync(root + path))
  .map((path) => ({ path, lines: readFileSync(root + path, 'utf8').split('\n').length - 1 }))
  .filter(({ lines }) => lines > linesMax)

for (const { path, lines } of tooLong) console.error(`${path}: ${lines} lines, over ${linesMax}`)
process.exitCode = tooLong.length === 0 ? 0 : 1
