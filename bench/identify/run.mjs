// Runs one TypeScript entry of this folder on the built rooms.
import { fileURLToPath } from 'node:url'
import { build } from '../../tools/build.mjs'
import { importTypeScript } from '../../tools/import-typescript.mjs'

const [, , entry, ...args] = process.argv
if (entry === undefined) throw new Error('usage: node bench/identify/run.mjs <entry> [options]')

process.chdir(fileURLToPath(new URL('../..', import.meta.url)))
await build({ log: () => {} })
process.argv = [process.argv[0], entry, ...args]
await importTypeScript(`bench/identify/${entry}.ts`)
