import { copyFileSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

/** Bundles `child.ts` for Node, beside copies of the store's threads. Returns the file to start. */
export async function buildChild(): Promise<string> {
  const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))
  const bundle = await rolldown({
    input: at('child.ts'),
    platform: 'node',
    resolve: { conditionNames: ['@whorl/source', 'node', 'import', 'default'] },
    external: ['@photostructure/sqlite', 'postgres'],
  })
  const file = at('../.whorl/test/child.js')
  mkdirSync(at('../.whorl/test'), { recursive: true })
  await bundle.write({ file, format: 'esm' })
  await bundle.close()
  for (const name of ['sqlite-writer.js', 'sqlite-searcher.js']) {
    copyFileSync(at(`../.whorl/${name}`), at(`../.whorl/test/${name}`))
  }
  return file
}
