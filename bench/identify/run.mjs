// Bundles one TypeScript entry of this folder and runs it on the built rooms: Node 20 cannot run
// TypeScript itself.
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { build } from '../../tools/build.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const [, , entry, ...args] = process.argv
if (entry === undefined) throw new Error('usage: node bench/identify/run.mjs <entry> [options]')

process.chdir(root)
await build({ log: () => {} })
const bundle = await rolldown({
  input: join(root, 'bench/identify', `${entry}.ts`),
  platform: 'node',
  external: /^[^./]/,
})
// Inside the project, so that Node finds the rooms.
const file = join(root, '.whorl', `bench-identify-${entry}-${process.pid}.mjs`)
await bundle.write({ file, format: 'esm' })
await bundle.close()
process.argv = [process.argv[0], file, ...args]
const { rmSync } = await import('node:fs')
try {
  await import(pathToFileURL(file).href)
} finally {
  rmSync(file, { force: true })
}
