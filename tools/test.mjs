#!/usr/bin/env node
// `npm test`: installs what is missing, builds, runs every suite, ends with `N passed, N failed`.
// Further arguments go to vitest: `npm test -- packages/core`.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureInstalled } from './install.mjs'
import { prepareMachine, wantedByTests } from './machine.mjs'
import { requireNode } from './node-version.mjs'

const root = fileURLToPath(new URL('..', import.meta.url))
const reportPath = join(root, '.whorl/vitest.json')

requireNode()
ensureInstalled({ dev: true })
runNode(['tools/build.mjs', '--types']) || finish({ passed: 0, failed: 1 })
const { missing, canInstall } = prepareMachine(wantedByTests)
const counts = runVitest(process.argv.slice(2))
for (const { name, env, aptPackages } of missing) {
  const how = [env && `set ${env}`, `install ${aptPackages.join(' ')}`].filter(Boolean).join(' or ')
  console.log(`skipped: ${name} (${how})`)
  // A machine that can install it has no excuse.
  if (canInstall) counts.failed++
}
finish(counts)

function runNode(args) {
  const { status } = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' })
  return status === 0
}

function runVitest(args) {
  mkdirSync(join(root, '.whorl'), { recursive: true })
  rmSync(reportPath, { force: true })
  const isClean = runNode([
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${reportPath}`,
    ...args,
  ])
  if (!existsSync(reportPath)) return { passed: 0, failed: 1 }
  const counts = readCounts(JSON.parse(readFileSync(reportPath, 'utf8')))
  // An error outside every test, and a run without a test, are failures too.
  if (counts.failed === 0 && (!isClean || counts.passed === 0)) counts.failed = 1
  return counts
}

function readCounts(report) {
  // A file that could not be loaded has no tests to count.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  )
  return { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
}

function finish({ passed, failed }) {
  console.log(`${passed} passed, ${failed} failed`)
  process.exit(failed === 0 && passed > 0 ? 0 : 1)
}
