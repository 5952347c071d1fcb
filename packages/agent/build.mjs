import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
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

/** Declarations of `index.ts` and of what it names, nothing else: they must stand alone. */
async function writeTypes(outDir) {
  const require = createRequire(import.meta.url)
  const tsc = require.resolve('typescript/bin/tsc')
  const emitted = await mkdtemp(join(tmpdir(), 'agent-types-'))
  try {
    const project = join(here, 'tsconfig.types.json')
    await promisify(execFile)(process.execPath, [tsc, '-p', project, '--outDir', emitted])
    await copyDeclarations(join(emitted, 'agent/src'), 'index', outDir)
  } finally {
    await rm(emitted, { recursive: true })
  }
}

async function copyDeclarations(from, name, outDir, seen = new Set()) {
  if (seen.has(name)) return
  seen.add(name)
  const text = await readFile(join(from, `${name}.d.ts`), 'utf8')
  await writeFile(join(outDir, `${name}.d.ts`), text)
  for (const [, target] of text.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
    if (!target.startsWith('./')) throw new Error(`${name}.d.ts names ${target}`)
    await copyDeclarations(from, target.slice(2), outDir, seen)
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const paths = await buildAgent({ types: process.argv.includes('--types') })
  process.stdout.write(`${paths.join('\n')}\n`)
}
