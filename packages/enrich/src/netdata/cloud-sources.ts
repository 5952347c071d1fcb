import { dayMs, linesFile, type NetworkSource, type SourceFile } from './network-source'

type Row = Pick<NetworkSource, 'name' | 'label' | 'files' | 'rowsMin' | 'rowsMax'> &
  Partial<NetworkSource>

function jsonFile(url: string, ...paths: readonly string[]): SourceFile {
  return { url, format: { kind: 'json', paths } }
}

const googlePaths = ['prefixes[].ipv4Prefix', 'prefixes[].ipv6Prefix']

/** Networks that companies publish about themselves. Row ranges: a tenth to five times of 2026. */
const rows: readonly Row[] = [
  {
    name: 'amazon',
    label: 'Amazon AWS',
    files: [
      jsonFile(
        'https://ip-ranges.amazonaws.com/ip-ranges.json',
        'prefixes[].ip_prefix',
        'ipv6_prefixes[].ipv6_prefix',
      ),
    ],
    rowsMin: 1_000,
    rowsMax: 80_000,
  },
  {
    name: 'google-cloud',
    label: 'Google Cloud',
    files: [jsonFile('https://www.gstatic.com/ipranges/cloud.json', ...googlePaths)],
    rowsMin: 100,
    rowsMax: 10_000,
  },
  {
    name: 'google',
    label: 'Google',
    files: [jsonFile('https://www.gstatic.com/ipranges/goog.json', ...googlePaths)],
    rowsMin: 10,
    rowsMax: 2_000,
  },
  {
    name: 'oracle',
    label: 'Oracle Cloud',
    files: [
      jsonFile(
        'https://docs.oracle.com/en-us/iaas/tools/public_ip_ranges.json',
        'regions[].cidrs[].cidr',
      ),
    ],
    rowsMin: 80,
    rowsMax: 8_000,
  },
  {
    name: 'digitalocean',
    label: 'DigitalOcean',
    files: [linesFile('https://digitalocean.com/geo/google.csv')],
    rowsMin: 100,
    rowsMax: 20_000,
  },
  {
    name: 'linode',
    label: 'Linode',
    files: [linesFile('https://geoip.linode.com/')],
    rowsMin: 100,
    rowsMax: 50_000,
  },
  {
    name: 'vultr',
    label: 'Vultr',
    files: [linesFile('https://geofeed.constant.com/?text')],
    rowsMin: 100,
    rowsMax: 50_000,
  },
  {
    name: 'cloudflare',
    label: 'Cloudflare',
    files: [
      linesFile('https://www.cloudflare.com/ips-v4'),
      linesFile('https://www.cloudflare.com/ips-v6'),
    ],
    rowsMin: 10,
    rowsMax: 200,
  },
  {
    name: 'github',
    label: 'GitHub',
    // Not `actions`: these are whole regions of Azure, with everybody's machines in them.
    files: [
      jsonFile(
        'https://api.github.com/meta',
        ...['hooks', 'web', 'api', 'git', 'packages', 'pages', 'importer'].map(
          (part) => `${part}[]`,
        ),
      ),
    ],
    rowsMin: 10,
    rowsMax: 2_000,
  },
  {
    name: 'meta',
    label: 'Meta',
    files: [linesFile('https://www.facebook.com/peering/geofeed')],
    rowsMin: 50,
    rowsMax: 50_000,
  },
  {
    name: 'mullvad',
    label: 'Mullvad',
    layer: 'vpn',
    files: [
      jsonFile('https://api.mullvad.net/www/relays/all/', '[].ipv4_addr_in', '[].ipv6_addr_in'),
    ],
    rowsMin: 100,
    rowsMax: 20_000,
  },
  {
    name: 'icloud-relay',
    label: 'iCloud Private Relay',
    layer: 'relay',
    // About 280,000 lines in 2024: each city of each egress partner has its own.
    files: [linesFile('https://mask-api.icloud.com/egress-ip-ranges.csv')],
    bytesMax: 64_000_000,
    rowsMin: 10_000,
    rowsMax: 2_000_000,
  },
]

export const cloudSources: readonly NetworkSource[] = rows.map((row) => ({
  layer: 'datacenter',
  licence: 'published by its operator',
  intervalMs: dayMs,
  bytesMax: 16_000_000,
  ...row,
}))
