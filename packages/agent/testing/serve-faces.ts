import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import { buildAgent, sourceConditions } from '../build.mjs'
import type { Loopback } from './loopback-server'

const here = dirname(fileURLToPath(import.meta.url))

/** The public key of the tests. */
export const publicKey = 'pk_test'

/** Builds the bundles and serves them at the paths that the loaders ask for. */
export async function serveFaces({ assets }: Loopback): Promise<void> {
  const outDir = await mkdtemp(join(tmpdir(), 'agent-'))
  try {
    await buildAgent({ outDir })
    const put = async (file: string, ...paths: string[]) => {
      const body = await readFile(join(outDir, file), 'utf8')
      for (const path of paths) assets.set(path, { type: 'text/javascript', body })
    }
    await put('fp-v4.js', `/web/v4/${publicKey}`, `/v4/${publicKey}`, `/below/web/v4/${publicKey}`)
    const loader = `v3/${publicKey}/loader_v3.12.15.js`
    await put('fp-v3-loader.js', `/${loader}`, `/web/${loader}`, '/proxied.js')
    await put('fp-v3.esm.js', `/v3/${publicKey}`)
    await put('fp-v3.iife.js', `/v3/${publicKey}/iife.min.js`)
    await put('index.js', '/npm.js')
  } finally {
    await rm(outDir, { recursive: true })
  }
}

/** Serves the unmodified loaders as `window.v4` and `window.v3`. */
export async function serveLoaders({ assets }: Loopback): Promise<void> {
  const bundle = await rolldown({
    input: join(here, 'loaders.ts'),
    resolve: { conditionNames: sourceConditions },
    platform: 'browser',
  })
  const { output } = await bundle.generate({ format: 'iife' })
  await bundle.close()
  assets.set('/loaders.js', { type: 'text/javascript', body: output[0].code })
}
