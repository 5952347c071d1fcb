#!/usr/bin/env node
// `npm run gauntlet`: every driven and every ordinary browser, and what the verdicts on them are.
// `npm run gauntlet -- stealth` visits the cells whose name contains that.
import { fileURLToPath } from 'node:url'
import { build } from './build.mjs'
import { importTypeScript } from './import-typescript.mjs'
import { ensureInstalled } from './install.mjs'
import { prepareMachine, wantedByGauntlet } from './machine.mjs'
import { requireNode } from './node-version.mjs'
import { createInstallation, startServer } from './server-process.mjs'

requireNode()
process.chdir(fileURLToPath(new URL('..', import.meta.url)))
ensureInstalled({ dev: true })
await build({ log: () => {} })
for (const { name, aptPackages } of prepareMachine(wantedByGauntlet).missing) {
  console.log(`missing: ${name} (install ${aptPackages.join(' ')})`)
}

const installation = createInstallation()
const server = await startServer(installation)
try {
  const { runGauntlet } = await importTypeScript('tests/gauntlet/run-gauntlet.ts')
  const isGood = await runGauntlet({ server, installation }, process.argv[2])
  process.exitCode = isGood ? 0 : 1
} finally {
  await server.end('SIGTERM')
  installation.remove()
}
