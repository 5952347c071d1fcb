#!/usr/bin/env node
// Bundles every room into its `dist`. A room whose inputs did not change is left alone.
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { mendDriver } from '../packages/store/mend-driver.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const stampPath = join(root, '.whorl/build.json')

/**
 * Rooms that run in Node: each entry becomes one file of `dist`. Other rooms and npm packages stay
 * imports, which Node resolves through `node_modules`; `bundled` are those that do not.
 */
const nodeRooms = [
  { room: 'signals', entries: { index: 'src/index.ts', sources: 'src/sources.ts' } },
  { room: 'wire', entries: { index: 'src/index.ts', envelope: 'src/envelope.ts' } },
  { room: 'core', entries: { index: 'src/index.ts' } },
  {
    room: 'enrich',
    entries: {
      index: 'src/index.ts',
      'registry-converter': 'src/netdata/registry-converter.ts',
    },
  },
  {
    room: 'store',
    bundled: ['postgres'],
    plugins: [mendDriver()],
    entries: {
      index: 'src/index.ts',
      'sqlite-writer': 'src/sqlite/writer.ts',
      'sqlite-searcher': 'src/sqlite/searcher.ts',
    },
  },
  { room: 'server', entries: { main: 'src/main.ts', cli: 'src/cli/cli.ts' } },
]

const agentInputs = [
  'packages/agent/src',
  'packages/agent/build.mjs',
  'packages/agent/package.json',
]
const browserInputs = ['packages/signals/src', 'packages/wire/src', ...agentInputs]
const demoFolder = 'packages/server/src/demo/page'
const demoOut = 'packages/server/dist/demo'

/** Everything that is built: where it goes, what it depends on, and how it is made. */
function listTasks({ types }) {
  return [
    ...nodeRooms.map(({ room, entries, bundled, plugins }) => ({
      name: room,
      inputs: ['src', 'package.json', 'mend-driver.mjs'].map((path) => `packages/${room}/${path}`),
      outputs: Object.keys(entries).map((name) => `packages/${room}/dist/${name}.js`),
      make: () => bundleRoom({ room, entries, bundled, plugins }),
    })),
    {
      name: types ? 'agent with types' : 'agent',
      inputs: browserInputs,
      outputs: [
        'packages/agent/dist/index.js',
        ...(types ? ['packages/agent/dist/index.d.ts'] : []),
      ],
      make: () => makeAgent(types),
    },
    {
      name: 'demo page',
      inputs: [...browserInputs, demoFolder],
      outputs: ['demo.js', 'index.html', 'demo.css'].map((file) => `${demoOut}/${file}`),
      make: makeDemo,
    },
  ]
}

/**
 * Builds what changed since the last time.
 *
 * @param {{types?: boolean, log?: (line: string) => void}} [options] `types` also writes the
 *   declarations of the agent package, which needs the development dependencies
 * @returns {Promise<number>} how many parts were built
 */
export async function build({ types = false, log = console.log } = {}) {
  const stamps = readStamps()
  const shared = ['tools/build.mjs', 'package-lock.json']
  let built = 0
  for (const task of listTasks({ types })) {
    const stamp = hashInputs([...shared, ...task.inputs])
    const isThere = task.outputs.every((path) => existsSync(join(root, path)))
    if (isThere && stamps[task.name] === stamp) continue
    const startedAt = performance.now()
    await task.make()
    const missing = task.outputs.filter((path) => !existsSync(join(root, path)))
    if (missing.length > 0) throw new Error(`${task.name}: not written: ${missing.join(', ')}`)
    stamps[task.name] = stamp
    writeStamps(stamps)
    log(`built ${task.name} in ${Math.round(performance.now() - startedAt)} ms`)
    built++
  }
  return built
}

async function bundleRoom({ room, entries, bundled = [], plugins = [] }) {
  const { rolldown } = await import('rolldown')
  const folder = join(root, 'packages', room)
  const bundle = await rolldown({
    cwd: folder,
    input: entries,
    platform: 'node',
    // Everything but the room's own files: npm packages, other rooms, Node's modules.
    external: (id, importer) =>
      importer !== undefined && !/^[./]/.test(id) && !bundled.includes(id),
    plugins,
    checks: { circularDependency: true },
  })
  rmSync(join(folder, 'dist'), { recursive: true, force: true })
  await bundle.write({
    dir: join(folder, 'dist'),
    format: 'esm',
    chunkFileNames: 'chunk-[hash].js',
  })
  await bundle.close()
}

async function makeAgent(types) {
  const { buildAgent } = await import(pathToFileURL(join(root, 'packages/agent/build.mjs')).href)
  await buildAgent({ types })
}

async function makeDemo() {
  const { rolldown } = await import('rolldown')
  const bundle = await rolldown({
    input: join(root, demoFolder, 'demo.ts'),
    platform: 'browser',
    resolve: { conditionNames: ['@whorl/source', 'browser', 'import', 'default'] },
    transform: { target: 'es2022' },
  })
  mkdirSync(join(root, demoOut), { recursive: true })
  await bundle.write({ file: join(root, demoOut, 'demo.js'), format: 'esm', minify: true })
  await bundle.close()
  for (const file of ['index.html', 'demo.css']) {
    copyFileSync(join(root, demoFolder, file), join(root, demoOut, file))
  }
}

/** One hash over the names and bytes of files and folders. Tests do not count. */
function hashInputs(paths) {
  const hash = createHash('sha256').update(process.versions.node)
  for (const path of paths) {
    for (const file of listFiles(path))
      hash
        .update(file)
        .update('\0')
        .update(readFileSync(join(root, file)))
  }
  return hash.digest('hex')
}

function listFiles(path) {
  const full = join(root, path)
  if (!existsSync(full) || path.endsWith('.test.ts')) return []
  if (!statSync(full).isDirectory()) return [path]
  const names = readdirSync(full).sort()
  return names.flatMap((name) => listFiles(join(path, name)))
}

function readStamps() {
  if (!existsSync(stampPath)) return {}
  return JSON.parse(readFileSync(stampPath, 'utf8'))
}

function writeStamps(stamps) {
  mkdirSync(join(root, '.whorl'), { recursive: true })
  writeFileSync(stampPath, JSON.stringify(stamps, undefined, 2))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const startedAt = performance.now()
  try {
    const built = await build({ types: process.argv.includes('--types') })
    const ms = Math.round(performance.now() - startedAt)
    console.log(built === 0 ? `nothing changed (${ms} ms)` : `${built} built in ${ms} ms`)
  } catch (error) {
    console.error(`build failed: ${error instanceof Error ? error.message : error}`)
    process.exitCode = 1
  }
}
