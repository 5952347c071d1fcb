import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { catalog } from '@whorl/signals'
import { sources } from '@whorl/signals/sources'
import { describe, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const list = (path: string) => readdirSync(join(root, path), { withFileTypes: true })

const foldersOf = (path: string) =>
  list(path)
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)

const sourceFilesOf = (path: string) =>
  list(path)
    .filter((entry) => entry.isFile() && /(?<!\.test)\.ts$/.test(entry.name))
    .map(({ name }) => name.replace(/\.ts$/, ''))

/** The last-but-one part of every `./<name>/<file>` that a list imports. */
function importsOf(listPath: string, file: string): string[] {
  const pattern = new RegExp(`from '\\./([^'/]+)/${file}'`, 'g')
  return [...read(listPath).matchAll(pattern)].map(([, name]) => String(name))
}

const sorted = (names: readonly string[]) => [...names].sort()

describe('a signal', () => {
  const signals = 'packages/signals/src'
  // `browser` holds the readers that several sources share.
  const folders = foldersOf(signals).filter((name) => name !== 'browser')

  test.each(folders)('%s is whole: source, signal and tests', (folder) => {
    const files = list(`${signals}/${folder}`).map(({ name }) => name)
    expect(files).toEqual(expect.arrayContaining(['source.ts', 'signal.ts']))
    expect(files.some((name) => name.endsWith('.test.ts'))).toBe(true)
  })

  test('stands in the catalogue and in the sources', () => {
    expect(sorted(importsOf(`${signals}/catalog.ts`, 'signal'))).toEqual(sorted(folders))
    expect(sorted(importsOf(`${signals}/sources.ts`, 'source'))).toEqual(sorted(folders))
  })

  test('has one name in both lists, and no other signal has it', () => {
    const declared = catalog.map(({ name }) => name)
    expect(sorted(sources.map(({ name }) => name))).toEqual(sorted(declared))
    expect(new Set(declared).size).toBe(declared.length)
    expect(declared).toHaveLength(folders.length)
  })
})

describe('a list names every file', () => {
  test('routes', () => {
    const routes = 'packages/server/src/routes'
    const index = read(`${routes}/index.ts`)
    const files = foldersOf(routes).flatMap((family) =>
      sourceFilesOf(`${routes}/${family}`).map((name) => `./${family}/${name}`),
    )
    expect(files.length).toBeGreaterThan(0)
    expect(files.filter((path) => !index.includes(`'${path}'`))).toEqual([])
  })

  test('migrations', () => {
    const migrations = 'packages/store/src/migrations'
    const index = read(`${migrations}/index.ts`)
    const steps = sourceFilesOf(migrations).filter((name) => /^\d/.test(name))
    expect(steps.length).toBeGreaterThan(0)
    expect(steps.filter((name) => !index.includes(`'./${name}'`))).toEqual([])
  })
})

describe('a room', () => {
  const rooms = foldersOf('packages')

  test.each(rooms)('%s has every file that its exports name', (room) => {
    const { exports = {} } = JSON.parse(read(`packages/${room}/package.json`)) as {
      exports?: Record<string, Record<string, string>>
    }
    const targets = Object.values(exports).flatMap((conditions) => Object.values(conditions))
    const missing = targets.filter((path) => !existsSync(join(root, 'packages', room, path)))
    expect(missing).toEqual([])
  })

  // Bundlers and server-side rendering load browser packages in Node.
  test.each(['signals/dist/sources.js', 'wire/dist/envelope.js', 'agent/dist/index.js'])(
    '%s loads in Node and does nothing',
    (path) => {
      const url = pathToFileURL(join(root, 'packages', path)).href
      const program = `import(${JSON.stringify(url)}).then((all) => process.exit(Object.keys(all).length > 0 ? 0 : 3))`
      const run = spawnSync(process.execPath, ['-e', program], { encoding: 'utf8' })
      expect(run).toMatchObject({ status: 0, stdout: '', stderr: '' })
    },
  )
})

test('no source file is over 400 lines', () => {
  const run = spawnSync(process.execPath, [join(root, 'tools/source-length.mjs')], {
    encoding: 'utf8',
  })
  expect(run.stderr).toBe('')
  expect(run.status).toBe(0)
})
