#!/usr/bin/env node
// `npm run example:signup` and `npm run example:fraud-return`: a fresh Whorl and the example, until
// Ctrl-C. Nothing is kept.
import { build } from '../tools/build.mjs'
import { ensureInstalled } from '../tools/install.mjs'
import { requireNode } from '../tools/node-version.mjs'
import { createInstallation, startServer } from '../tools/server-process.mjs'

const examples = {
  signup: ['./fastify-signup/start.mjs', 'startSignup', [3000, 5173]],
  'fraud-return': ['./fraud-return/start.mjs', 'startFraudReturn', [3000, 5173]],
}

const chosen = examples[process.argv[2]]
if (!chosen) {
  console.error(`Name an example: ${Object.keys(examples).join(', ')}.`)
  process.exit(1)
}
requireNode()
ensureInstalled({ dev: true })
await build({ log: () => {} })
const { webhook } = await import('./fraud-return/start.mjs')
const url = `http://127.0.0.1:${webhook.port}/webhook`
const installation = createInstallation({
  webhooks:
    process.argv[2] === 'fraud-return' ? [{ url, secret: webhook.secret, version: '4' }] : [],
})
const server = await startServer(installation, {
  port: 8080,
  env: { WHORL_OUTBOUND_ALLOW: '127.0.0.1/32' },
})
const [path, name, ports] = chosen
const { [name]: start } = await import(path)
const { folder, publicKey, secretKey } = installation
const example = await start({ endpoint: server.endpoint, publicKey, secretKey, folder, ports })
console.log(`Open ${example.page} in a browser. Whorl is at ${server.endpoint}. Ctrl-C ends both.`)

for (const signal of ['SIGINT', 'SIGTERM'])
  process.once(signal, async () => {
    await example.close()
    await server.end('SIGTERM')
    installation.remove()
    process.exit(0)
  })
