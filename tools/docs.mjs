#!/usr/bin/env node
// `npm run docs`: writes what the documentation takes from the sources. With `--check` it only says
// what is stale.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))
const path = 'docs/self-hosting.md'
const begin = '<!-- config:begin -->'
const end = '<!-- config:end -->'

const before = readFileSync(root + path, 'utf8')
const after = replaceBetween(before, tableOf(await readSettings()))
if (after === before) console.log(`${path} is up to date`)
else if (process.argv.includes('--check')) {
  console.error(`${path}: the table of settings is stale; run \`npm run docs\``)
  process.exitCode = 1
} else {
  writeFileSync(root + path, after)
  console.log(`wrote ${path}`)
}

/** The declarations themselves: bundled in memory, because Node 20 reads no TypeScript. */
async function readSettings() {
  const bundle = await rolldown({
    input: `${root}packages/server/src/config.ts`,
    platform: 'node',
    resolve: { conditionNames: ['@whorl/source', 'node', 'import', 'default'] },
    logLevel: 'warn',
  })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  const code = Buffer.from(output[0].code).toString('base64')
  const { settings } = await import(`data:text/javascript;base64,${code}`)
  return Object.values(settings)
}

function tableOf(settings) {
  const rows = settings.map(({ variable, type, defaultText, docs }) => [
    `\`${variable}\``,
    type,
    // What can be typed as it stands, as opposed to a description of it.
    /[ (]/.test(defaultText) ? defaultText : `\`${defaultText}\``,
    docs,
  ])
  return [['variable', 'type', 'default', 'meaning'], Array(4).fill('---'), ...rows]
    .map((cells) => `| ${cells.map(escapeCell).join(' | ')} |`)
    .join('\n')
}

function escapeCell(text) {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ')
}

function replaceBetween(text, table) {
  const from = text.indexOf(begin)
  const to = text.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${path} has no ${begin} … ${end}`)
  return `${text.slice(0, from)}${begin}\n${table}\n${text.slice(to)}`
}
