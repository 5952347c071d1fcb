#!/usr/bin/env node
// `npm run zones -- FOLDER`: makes the table of time zones and countries
// (`packages/core/src/zones/zone-data.ts`) from an unpacked source release of tzdata, which
// https://data.iana.org/time-zones/releases/ and `apt-get source tzdata` give. Installed zone files
// do not suffice: they link names across borders, and leave out the files that tell them apart.
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const output = fileURLToPath(new URL('../packages/core/src/zones/zone-data.ts', import.meta.url))

/**
 * Links of `backward` that cross a border and have no better target in `backzone`. The targets are
 * those of CLDR 48 (ICU 78.2 resolves the names so), which Chromium reports.
 */
const linksWithinBorders = new Map([
  ['Africa/Timbuktu', 'Africa/Bamako'],
  ['America/Coral_Harbour', 'America/Atikokan'],
  ['Atlantic/Jan_Mayen', 'Arctic/Longyearbyen'],
])

const folder = process.argv[2]
if (folder === undefined) {
  console.error('Say where the unpacked source release of tzdata is: npm run zones -- FOLDER')
  process.exit(1)
}
writeFileSync(output, render(readRelease(folder)))

function readRelease(folder) {
  const read = (name) => readFileSync(join(folder, name), 'utf8')
  const backzone = read('backzone')
  return {
    version: read('version').trim(),
    countries: readCountries(read('zone.tab'), read('zone1970.tab')),
    // A later entry of a map replaces an earlier one: the most particular source comes last.
    links: new Map([
      ...readLinks(read('etcetera')),
      ...readLinks(read('backward')),
      ...readLinks(backzone),
      ...linksWithinBorders,
    ]),
    // `etcetera` and `factory` have no places; of `backzone` only the System V names, such as
    // EST5EDT, which are rules and no places although `backward` links each to a city.
    placeless: new Set([
      ...readZones(read('etcetera')),
      ...readZones(read('factory')),
      ...readZones(backzone).filter((name) => !name.includes('/')),
    ]),
  }
}

/** Zone to countries: its own of `zone.tab`, then those of `zone1970.tab` that share its clock. */
function readCountries(zoneTab, zone1970Tab) {
  const countries = new Map()
  for (const [codes, , zone] of [...readTable(zoneTab), ...readTable(zone1970Tab)]) {
    const known = countries.get(zone) ?? []
    countries.set(zone, [...new Set([...known, ...codes.split(',')])])
  }
  return countries
}

function readTable(text) {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t'))
}

/** Name to target; a `#= NAME` behind a link is the target it would have if links could chain. */
function readLinks(text) {
  return [...text.matchAll(/^Link\s+(\S+)\s+(\S+)(?:\s+#=\s*(\S+))?/gm)].map(
    ([, target, name, nearer]) => [name, nearer ?? target],
  )
}

function readZones(text) {
  return [...text.matchAll(/^Zone\s+(\S+)/gm)].map(([, name]) => name)
}

function render({ version, countries, links, placeless }) {
  const rows = new Map([...countries].map(([zone, codes]) => [zone, [zone, codes.join(',')]]))
  for (const zone of placeless) rows.set(zone, [zone, '-'])
  for (const name of [...links.keys()].sort()) {
    if (rows.has(name)) continue
    let zone = name
    while (!rows.has(zone)) {
      const target = links.get(zone)
      if (target === undefined) throw new Error(`${name} leads to ${zone}, which no table has`)
      zone = target
    }
    rows.get(zone).push(name)
  }
  const lines = [...rows.values()].map((row) => row.join(' ')).sort()
  return `// Made by \`npm run zones\`: do not edit. tzdata is in the public domain.

/** Release of the IANA time zone database that the rows were made from. */
export const tzdataVersion = '${version}'

/** A line per zone: its name, its countries with its own first (\`-\`: none), its other names. */
export const zoneRows = \`
${lines.join('\n')}
\`
`
}
