import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { buildAgent } from '../build.mjs'

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')

const consumer = `
import { type GetResult, isFingerprintError, start } from './dist/index'

const agent = start({ apiKey: 'pk', endpoint: ['/whorl'], consent: 'pending' })
agent.grant()
export const result: Promise<GetResult> = agent.get({ linkedId: 'a', tags: { b: [1, null] } })
export const text = result.then(({ sealed_result }) => sealed_result?.base64())
export const code = (error: unknown) => (isFingerprintError(error) ? error.code : undefined)
// @ts-expect-error the endpoint is required
start({ apiKey: 'pk' })
`

const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  target: 'es2022',
  module: 'esnext',
  moduleResolution: 'bundler',
  types: [],
}

test('the declarations stand alone and check strictly', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'agent-consumer-'))
  try {
    await mkdir(join(folder, 'dist'))
    await buildAgent({ outDir: join(folder, 'dist'), types: true })
    await writeFile(join(folder, 'consumer.ts'), consumer)
    const project = { compilerOptions, files: ['consumer.ts'] }
    await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(project))
    let said = ''
    try {
      execFileSync(process.execPath, [tsc, '-p', folder], { cwd: folder, encoding: 'utf8' })
    } catch (error) {
      said = String((error as { stdout?: string }).stdout) // what execFileSync throws on exit 1
    }
    expect(said).toBe('')
  } finally {
    await rm(folder, { recursive: true })
  }
}, 60_000)
