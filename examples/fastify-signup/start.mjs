import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { servePage } from '../serve-page.mjs'
import { createSignup } from './server.mjs'

/**
 * Starts the sign-up server and its page, three origins with the identification server.
 *
 * @param {{endpoint: string, publicKey: string, secretKey: string, folder: string, ports?: number[],
 *   log?: (line: string) => void}} options `folder`: takes the accounts; `ports`: of the sign-up
 *   server and of the page
 */
export async function startSignup({ endpoint, publicKey, secretKey, folder, ports = [0, 0], log }) {
  const databasePath = join(folder, 'accounts.db')
  const app = await createSignup({ endpoint, secretKey, databasePath, log })
  await app.listen({ port: ports[0], host: '127.0.0.1' })
  const signup = `http://localhost:${app.server.address().port}`
  const page = await servePage({
    folder: fileURLToPath(new URL('page', import.meta.url)),
    files: ['index.html', 'signup.js'],
    settings: { endpoint, publicKey, signup },
    port: ports[1],
  })
  return {
    page: page.origin,
    signup,

    async close() {
      await page.close()
      await app.close()
    },
  }
}
