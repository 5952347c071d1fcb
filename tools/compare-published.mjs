#!/usr/bin/env node
// `npm run compare:published -- --v4 FILE --v3 FILE`: lets visits of every kind happen on a server
// and holds each of its answers against the OpenAPI documents that Fingerprint publishes (YAML or
// JSON; they are no part of this repository). With `--server` the server stays, to be looked at.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Validator } from '@seriousme/openapi-schema-validator'
import { build } from './build.mjs'
import { importTypeScript } from './import-typescript.mjs'
import { ensureInstalled } from './install.mjs'
import { requireNode } from './node-version.mjs'
import { createInstallation, startServer } from './server-process.mjs'

requireNode()
const { values } = parseArgs({
  options: { v4: { type: 'string' }, v3: { type: 'string' }, server: { type: 'boolean' } },
})
if (values.v4 === undefined || values.v3 === undefined) {
  console.error('Say where the documents are: npm run compare:published -- --v4 FILE --v3 FILE')
  process.exit(1)
}
// Before the folder changes: the paths are the caller's.
const documents = { v4: await readDocument(values.v4), v3: await readDocument(values.v3) }
process.chdir(fileURLToPath(new URL('..', import.meta.url)))
ensureInstalled({ dev: true })
await build({ log: () => {} })

const installation = createInstallation()
let server
try {
  const { runComparison } = await importTypeScript('tests/compat/published/run-comparison.ts')
  const isGood = await runComparison({
    documents,
    recorded: JSON.parse(readFileSync('bench/payload.json', 'utf8')),
    dataFolder: installation.folder,
    start: async (tenants, env) => {
      writeFileSync(installation.provisionFile, JSON.stringify(tenants))
      server = await startServer(installation, { env })
      return server
    },
  })
  process.exitCode = isGood ? 0 : 1
  if (values.server) await stay()
} finally {
  await server?.end('SIGTERM')
  installation.remove()
}

async function stay() {
  console.log(`${server.endpoint} stays until Ctrl+C; the secret key is sk_world`)
  await new Promise((resolve) => process.once('SIGINT', resolve))
}

/** The validator reads YAML and JSON alike, and tells a document that is none. */
async function readDocument(path) {
  const validator = new Validator()
  const { valid, errors } = await validator.validate(path)
  if (valid) return validator.specification
  console.error(`${path} is no OpenAPI document: ${JSON.stringify(errors).slice(0, 500)}`)
  process.exit(1)
}
