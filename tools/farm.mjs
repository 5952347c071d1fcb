#!/usr/bin/env node
// `npm run farm`: every environment of the farm of real browsers, in every kind of visit.
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { importTypeScript } from './import-typescript.mjs'
import { ensureInstalled } from './install.mjs'
import { prepareMachine, wantedByFarm } from './machine.mjs'
import { requireNode } from './node-version.mjs'
import { createInstallation, startServer } from './server-process.mjs'

requireNode()
process.chdir(fileURLToPath(new URL('..', import.meta.url)))
ensureInstalled({ dev: true })
await build({ log: () => {} })
for (const { name, aptPackages } of prepareMachine(wantedByFarm).missing) {
  console.log(`missing: ${name} (install ${aptPackages.join(' ')})`)
}

const installation = createInstallation()
const server = await startServer(installation)
try {
  const { runFarm } = await importTypeScript('tests/e2e/farm/run-farm.ts')
  process.exitCode = (await runFarm({ server, installation })) ? 0 : 1
} finally {
  await server.end('SIGTERM')
  installation.remove()
}
