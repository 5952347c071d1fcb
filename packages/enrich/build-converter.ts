import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const room = new URL('.', import.meta.url)

/**
 * Bundles the process that converts network data into `.whorl/registry-converter.js`. Node 20
 * cannot run TypeScript, so sources and tests use this file too.
 */
export async function buildConverter(): Promise<void> {
  const bundle = await rolldown({
    input: fileURLToPath(new URL('src/netdata/registry-converter.ts', room)),
    platform: 'node',
    resolve: { conditionNames: ['@whorl/source', 'node', 'import', 'default'] },
    logLevel: 'warn',
  })
  const { output } = await bundle.generate({ format: 'esm' })
  await bundle.close()
  replaceFile(fileURLToPath(new URL('.whorl/registry-converter.js', room)), output[0].code)
}

/** In one step, and only when it differs: another test run may be starting the process right now. */
function replaceFile(path: string, text: string): void {
  mkdirSync(fileURLToPath(new URL('.whorl', room)), { recursive: true })
  if (readIfPresent(path) === text) return
  const partial = `${path}.${process.pid}`
  writeFileSync(partial, text)
  renameSync(partial, path)
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}

/** Vitest calls the default export once before all tests. */
export default buildConverter
