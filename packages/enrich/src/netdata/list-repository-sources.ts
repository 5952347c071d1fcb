import { dayMs, linesFile, linesMirror, type NetworkSource } from './network-source'

const x4bnet = 'https://raw.githubusercontent.com/X4BNet/lists_vpn/main'
const ipranges = 'https://raw.githubusercontent.com/lord-alfred/ipranges/main'
const ipsum = 'https://raw.githubusercontent.com/stamparm/ipsum/master'

/** Families, label, rows of both families in August 2026. */
type Size = readonly [families: '4' | '46', label: string, rows: number]

/**
 * Repository's folder -> list. Not `github`: it is mostly the Azure regions of its runners. The
 * lists of one bot go to the crawlers folder instead.
 */
const ipRangesLists: Readonly<Record<string, Size>> = {
  amazon: ['46', 'Amazon AWS', 3_859],
  cloudflare: ['46', 'Cloudflare', 22],
  digitalocean: ['46', 'DigitalOcean', 234],
  facebook: ['46', 'Meta', 74],
  google: ['46', 'Google', 112],
  linode: ['46', 'Linode', 279],
  microsoft: ['46', 'Microsoft Azure', 519],
  oracle: ['4', 'Oracle Cloud', 793],
  pingdom: ['46', 'Pingdom', 154],
  statuscake: ['4', 'StatusCake', 183],
  telegram: ['46', 'Telegram', 11],
  twitter: ['46', 'X', 21],
  vultr: ['46', 'Vultr', 151],
}

const shared = { intervalMs: dayMs, bytesMax: 16_000_000 }

/** Lists grow: from a fifth of what was counted to ten times of it. */
function rowsAbout(count: number) {
  return { rowsMin: Math.max(1, Math.floor(count / 5)), rowsMax: count * 10 }
}

function ipRangesSource(
  folder: string,
  layer: NetworkSource['layer'],
  [families, label, rows]: Size,
): NetworkSource {
  const names = [...families].map((family) => `ipv${family}_merged.txt`)
  return {
    name: `ipranges-${folder}`,
    layer,
    label,
    files: names.map((name) => linesFile(`${ipranges}/${folder}/${name}`)),
    mirrors: [linesMirror(...names.map((name) => `lord-alfred-ipranges/${folder}-${name}`))],
    licence: 'CC0-1.0',
    ...shared,
    ...rowsAbout(rows),
  }
}

function x4bnetSource(
  name: string,
  source: Pick<NetworkSource, 'layer' | 'label'> & { folder: string; files: string[] },
  rows: number,
): NetworkSource {
  const { layer, label, folder, files } = source
  const flat = folder === 'input/vpn/ips' ? 'input-vpn' : folder.replace('output/', '')
  return {
    name,
    layer,
    label,
    files: files.map((file) => linesFile(`${x4bnet}/${folder}/${file}`)),
    mirrors: [linesMirror(...files.map((file) => `x4bnet-lists-vpn/${flat}-${file}`))],
    licence: 'MIT',
    attribution: 'X4BNet lists_vpn, Copyright (c) 2024 X4B (Mathew Heard)',
    ...shared,
    ...rowsAbout(rows),
  }
}

const bothFamilies = ['ipv4.txt', 'ipv6.txt']

/** Lists that people keep in public repositories, one source for each. */
export const listRepositorySources: readonly NetworkSource[] = [
  x4bnetSource(
    'x4bnet-datacenter',
    { layer: 'datacenter', label: '', folder: 'output/datacenter', files: bothFamilies },
    51_318,
  ),
  x4bnetSource(
    'x4bnet-vpn',
    { layer: 'vpn', label: '', folder: 'output/vpn', files: bothFamilies },
    11_360,
  ),
  ...[
    ['mullvadvpn', 'Mullvad', 566] as const,
    ['pia', 'Private Internet Access', 1_548] as const,
    ['protonvpn', 'Proton VPN', 2_715] as const,
  ].map(([file, label, rows]) =>
    x4bnetSource(
      `x4bnet-${file}`,
      { layer: 'vpn', label, folder: 'input/vpn/ips', files: [`${file}.txt`] },
      rows,
    ),
  ),
  ...Object.entries(ipRangesLists).map(([folder, size]) =>
    ipRangesSource(folder, 'datacenter', size),
  ),
  ipRangesSource('protonvpn', 'vpn', ['4', 'Proton VPN', 672]),
  ipRangesSource('apple-proxy', 'relay', ['46', 'iCloud Private Relay', 13_745]),
  {
    name: 'ipsum',
    layer: 'attackSource',
    label: '',
    files: [linesFile(`${ipsum}/levels/3.txt`)],
    mirrors: [linesMirror('ipsum/level3.txt')],
    licence: 'Unlicense; the lists it counts have terms of their own',
    attribution: 'addresses on three or more public lists, counted by stamparm/ipsum',
    ...shared,
    ...rowsAbout(14_217),
    isOptIn: true,
  },
]
