import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createRangeBuilder, type LayerName } from '@whorl/enrich'
import { writeMmdb } from '../../../packages/enrich/test-setup/write-mmdb'

/** Addresses of the files below, and what they are said to be. */
export const addresses = {
  household: '81.20.0.7',
  vpn: '81.30.0.7',
  dataCenterProxy: '81.40.0.7',
  residentialProxy: '81.41.0.7',
  tor: '81.50.0.7',
  attacker: '81.60.0.7',
  spammer: '81.61.0.7',
  household6: '2a02:810::7',
  relay6: '2a02:26f7::7',
  /** Of the crawler whose list of addresses is there. */
  crawler: '81.70.0.7',
  /** Of a private network: nothing is looked up. */
  bogon: '10.1.2.3',
} as const

const place = {
  continent: { code: 'EU', names: { en: 'Europe' } },
  country: { iso_code: 'DE', names: { en: 'Germany' } },
  city: { names: { en: 'Frankfurt' } },
  subdivisions: [{ iso_code: 'HE', names: { en: 'Hesse' } }],
  postal: { code: '60311' },
  location: {
    accuracy_radius: 20,
    latitude: 50.1,
    longitude: 8.7,
    time_zone: 'Europe/Berlin',
  },
}

const places = { '81.0.0.0/8': place, '2a02:810::/32': place }

const labels = {
  '81.30.0.0/16': {
    is_anonymous_vpn: true,
    is_hosting_provider: true,
    provider_name: 'Some VPN',
  },
  '81.40.0.0/16': {
    is_public_proxy: true,
    is_hosting_provider: true,
    provider_name: 'Some Proxies',
    network_last_seen: '2026-06-05',
  },
  '81.41.0.0/16': { is_residential_proxy: true },
  '81.50.0.0/16': { is_tor_exit_node: true },
}

const tables: Partial<Record<LayerName, Readonly<Record<string, string>>>> = {
  geo: { '2a02:26f7::/32': 'US\t\t\t\t\t\t' },
  owner: {
    '81.20.0.0/16': '3320\tDeutsche Telekom AG',
    '81.30.0.0/16': '24940\tHetzner Online GmbH',
  },
  relay: { '2a02:26f7::/32': 'Some relay' },
  attackSource: { '81.60.0.0/16': '' },
  emailSpam: { '81.61.0.0/16': '' },
}

/**
 * Small files about addresses, in both forms that a server reads.
 *
 * @returns the settings under which it does
 */
export function writeNetworkFiles(dataFolder: string): Record<string, string> {
  const folder = join(dataFolder, 'network')
  mkdirSync(folder, { recursive: true })
  for (const [layer, rows] of Object.entries(tables)) {
    const builder = createRangeBuilder({ mergeEqual: layer !== 'owner' })
    for (const [cidr, value] of Object.entries(rows)) builder.addCidr(cidr, value)
    const header = {
      // Object.entries forgets the names.
      layer: layer as LayerName,
      source: `some-${layer}`,
      asOf: Date.UTC(2026, 5, 5),
      licence: 'CC0-1.0',
    }
    writeFileSync(join(folder, `some-${layer}.whorl`), builder.encode(header))
  }
  const ranges = join(dataFolder, 'crawlers', 'ranges')
  mkdirSync(ranges, { recursive: true })
  const prefixes = [{ ipv4Prefix: '81.70.0.0/24' }]
  const creationTime = new Date().toISOString()
  writeFileSync(join(ranges, 'gptbot.json'), JSON.stringify({ creationTime, prefixes }))
  const city = join(dataFolder, 'city.mmdb')
  const flags = join(dataFolder, 'flags.mmdb')
  writeFileSync(city, writeMmdb({ databaseType: 'GeoIP2-City', networks: places }))
  writeFileSync(flags, writeMmdb({ databaseType: 'GeoIP-Anonymous-Plus', networks: labels }))
  return { WHORL_IP_DATABASES: `${city},${flags}`, WHORL_TRUSTED_PROXIES: '127.0.0.0/8,::1/128' }
}
