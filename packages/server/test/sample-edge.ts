import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRangeBuilder, type LayerName } from '@whorl/enrich'
import type { EdgeRequestV4 } from '@whorl/wire'

export const chromium =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36'

/** A page load of Chromium 156 over HTTPS, as a middleware would report it. */
export function edgeRequest(parts: Partial<EdgeRequestV4> = {}): EdgeRequestV4 {
  return {
    headers: [
      { name: 'Host', value: 'shop.example' },
      { name: 'Connection', value: 'keep-alive' },
      { name: 'User-Agent', value: chromium },
      { name: 'Accept', value: 'text/html' },
      { name: 'Accept-Encoding', value: 'gzip, deflate, br, zstd' },
      { name: 'Accept-Language', value: 'en-US,en;q=0.9' },
      { name: 'Cookie', value: '' },
    ],
    method: 'GET',
    url: 'https://shop.example/login?foo=bar',
    ipv4_address: household,
    ...parts,
  }
}

export const sentBy = (userAgent: string): EdgeRequestV4['headers'] => [
  { name: 'user-agent', value: userAgent },
]

/** Addresses of the tables below. */
export const household = '81.20.0.7'
export const vpnExit = '81.30.0.7'
export const proxyExit = '81.40.0.7'
export const relayExit6 = '2a02:26f7::7'

const tables: Partial<Record<LayerName, Readonly<Record<string, string>>>> = {
  geo: { '81.0.0.0/8': 'DE\tHesse\tFrankfurt\t50.1\t8.7\t\t', '2a02::/16': 'US\t\t\t\t\t\t' },
  owner: { '81.20.0.0/16': '3320\tDeutsche Telekom AG' },
  vpn: { '81.30.0.0/16': 'Some VPN' },
  relay: { '2a02:26f7::/32': 'Some relay' },
  proxy: { '81.40.0.0/16': '' },
  datacenter: { '81.30.0.0/16': 'Some host' },
}

/** Small tables in place of those that are made of the data packages. */
export function writeNetworkTables(dataFolder: string): void {
  const folder = join(dataFolder, 'network')
  mkdirSync(folder, { recursive: true })
  for (const [name, rows] of Object.entries(tables)) {
    const layer = name as LayerName // A key of `tables`.
    const builder = createRangeBuilder({ mergeEqual: layer !== 'owner' })
    for (const [cidr, value] of Object.entries(rows)) builder.addCidr(cidr, value)
    const asOf = Date.UTC(2026, 7, 22)
    const header = { layer, source: `test-${layer}`, asOf, licence: 'CC0-1.0' }
    writeFileSync(join(folder, `${layer}.whorl`), builder.encode(header))
  }
}
