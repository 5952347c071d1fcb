import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('..', import.meta.url))

/**
 * Bundles a TypeScript file of this checkout and imports it on the built rooms: Node 20 cannot run
 * TypeScript itself. Inside the bundle `import.meta.url` is not the source's.
 *
 * @param {string} path relative to the checkout
 */
export async function importTypeScript(path) {
  const bundle = await rolldown({
    input: join(root, path),
    platform: 'node',
    external: /^[^./]/,
  })
  // Inside the project, so that Node finds the rooms.
  const file = join(root, '.whorl', `${path.replaceAll(/\W/g, '-')}-${process.pid}.mjs`)
  await bundle.write({ file, format: 'esm' })
  await bundle.close()
  try {
    return await import(pathToFileURL(file).href)
  } finally {
    rmSync(file, { force: true })
  }
}
