import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { rolldown } from 'rolldown'

const here = dirname(fileURLToPath(import.meta.url))

/** Every file that the room ships. The npm face stays readable: applications minify it again. */
const bundles = [
  { entry: 'faces/fp-v4.ts', file: 'fp-v4.js', format: 'esm', minify: true },
  { entry: 'faces/fp-v3-loader.ts', file: 'fp-v3-loader.js', format: 'iife', minify: true },
  { entry: 'faces/fp-v3-esm.ts', file: 'fp-v3.esm.js', format: 'esm', minify: true },
  { entry: 'faces/fp-v3-iife.ts', file: 'fp-v3.iife.js', format: 'iife', minify: true },
  { entry: 'index.ts', file: 'index.js', format: 'esm', minify: false },
]

/** How every bundle resolves rooms: their sources, not their `dist`. */
export const sourceConditions = ['@whorl/source', 'browser', 'import', 'default']

/**
 * Bundles the agent from the sources of all rooms.
 *
 * @param {{types?: boolean, outDir?: string}} [options] `types` also writes the declarations of the
 *   npm face; that needs the installed TypeScript of a development checkout
 * @returns {Promise<string[]>} the paths of the bundles
 */
export async function buildAgent({ types = false, outDir = join(here, 'dist') } = {}) {
  const written = []
  for (const bundle of bundles) written.push(await writeBundle(bundle, outDir))
  if (types) await writeTypes(outDir)
  return written
}

async function writeBundle({ entry, file, format, minify }, outDir) {
  const bundle = await rolldown({
    input: join(here, 'src', entry),
    resolve: { conditionNames: sourceConditions },
    platform: 'browser',
    transform: { target: 'es2022' },
    treeshake: { moduleSideEffects: false },
  })
  const path = join(outDir, file)
  await bundle.write({ file: path, format, minify, comments: { legal: false } })
  await bundle.close()
  return path
}

async function writeTypes(outDir) {
  const require = createRequire(import.meta.url)
  const tsc = require.resolve('typescript/bin/tsc')
  const project = join(here, 'tsconfig.types.json')
  await promisify(execFile)(process.execPath, [tsc, '-p', project, '--outDir', outDir])
  if (!existsSync(join(outDir, 'index.d.ts'))) throw new Error('no index.d.ts was written')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const paths = await buildAgent({ types: process.argv.includes('--types') })
  process.stdout.write(`${paths.join('\n')}\n`)
}
