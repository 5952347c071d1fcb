import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { replaceFile } from '../../tools/replace-file.mjs'

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

/** Vitest calls the default export once before all tests. */
export default buildConverter
