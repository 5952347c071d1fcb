import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { replaceFile } from '../../tools/replace-file.mjs'

const room = new URL('.', import.meta.url)

/** Files of `.whorl`, and the sources they are made of. */
const threads = { 'sqlite-writer': 'writer', 'sqlite-searcher': 'searcher' }

/**
 * Bundles the threads that write and search into `.whorl`. A worker cannot load TypeScript on
 * Node 20, so sources and tests use these files too.
 */
export async function buildThreads(): Promise<void> {
  for (const [name, source] of Object.entries(threads)) {
    const bundle = await rolldown({
      input: fileURLToPath(new URL(`src/sqlite/${source}.ts`, room)),
      platform: 'node',
      resolve: { conditionNames: ['@whorl/source', 'node', 'import', 'default'] },
      external: ['@photostructure/sqlite', 'postgres'],
      logLevel: 'warn',
    })
    const { output } = await bundle.generate({ format: 'esm' })
    await bundle.close()
    replaceFile(fileURLToPath(new URL(`.whorl/${name}.js`, room)), output[0].code)
  }
}

/** Vitest calls the default export once before all tests. */
export default buildThreads
