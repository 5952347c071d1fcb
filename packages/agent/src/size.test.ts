import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAgent } from '../build.mjs'
import manifest from '../package.json'
import { budgets } from '../size.json'

let outDir: string
beforeAll(async () => {
  outDir = await mkdtemp(join(tmpdir(), 'agent-size-'))
  await buildAgent({ outDir })
})
afterAll(() => rm(outDir, { recursive: true }))

test('every bundle has a budget', async () => {
  expect((await readdir(outDir)).sort()).toEqual(Object.keys(budgets).sort())
})

test.each(Object.entries(budgets))(
  '%s has at most %i bytes after gzip -9',
  async (file, budget) => {
    const bytes = gzipSync(await readFile(join(outDir, file)), { level: 9 }).length
    expect(bytes).toBeLessThanOrEqual(budget)
  },
)

test.each(['fp-v3-loader.js', 'fp-v3.iife.js'])('%s is one expression', async (file) => {
  const code = (await readFile(join(outDir, file), 'utf8')).trim()
  expect(code.startsWith('(function(){') || code.startsWith('(()=>{')).toBe(true)
  expect(code).toMatch(/\}\)\(\);$/)
})

test.each(Object.keys(budgets))('%s evaluates no text and names no other host', async (file) => {
  const text = await readFile(join(outDir, file), 'utf8')
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '')
  expect(code).not.toMatch(/\beval\(|new Function\(|document\.write/)
  expect(code.match(/https?:\/\/[a-z]+\.[a-z.]+/gi) ?? []).toEqual([])
})

test('the version that events name is the version of the package', async () => {
  const code = await readFile(join(outDir, 'index.js'), 'utf8')
  expect(code).toContain(`const version = "${manifest.version}"`)
})

test('the npm face can be imported in Node, without a window', async () => {
  const face = await import(join(outDir, 'index.js'))
  expect(typeof face.start).toBe('function')
  expect('window' in globalThis).toBe(false)
  const agent = face.start({ apiKey: 'pk', endpoint: 'http://127.0.0.1:1' })
  await expect(agent.get()).rejects.toMatchObject({ name: 'FingerprintError', code: 'no_browser' })
  expect(() => face.start({ endpoint: '/x' })).toThrow('API key required')
})
