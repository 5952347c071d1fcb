import { cloudSources } from './cloud-sources'
import { crawlerSources } from './crawler-sources'
import { listRepositorySources } from './list-repository-sources'
import { dayMs, hourMs, type NetworkSource } from './network-source'

/**
 * Every list that `whorl netdata update` can fetch. Relay and Tor stand before VPN, because their
 * addresses are taken out of the VPN tables.
 */
export const networkSources: readonly NetworkSource[] = [
  {
    name: 'tor-exits',
    layer: 'tor',
    label: 'Tor',
    files: [{ url: 'https://check.torproject.org/exit-addresses', format: { kind: 'torExits' } }],
    mirrors: [
      [{ path: 'tor-secops/tor-exit-nodes.lst', format: { kind: 'torExits' } }],
      [{ path: 'tor-secops/tor-exit-nodes-2024-02-27.lst', format: { kind: 'torExits' } }],
    ],
    licence: 'published by the Tor Project',
    intervalMs: hourMs,
    bytesMax: 8_000_000,
    rowsMin: 300,
    rowsMax: 20_000,
  },
  ...cloudSources,
  ...listRepositorySources,
  {
    name: 'iptoasn',
    layer: 'owner',
    label: '',
    table: 'asn',
    files: [
      { url: 'https://iptoasn.com/data/ip2asn-combined.tsv.gz', format: { kind: 'iptoasn' } },
    ],
    licence: 'PDDL-1.0',
    intervalMs: dayMs,
    bytesMax: 64_000_000,
    // About 580,000 routed ranges of both families in 2026.
    rowsMin: 300_000,
    rowsMax: 3_000_000,
  },
  {
    name: 'dbip-city-lite',
    layer: 'geo',
    label: '',
    table: 'dbip-city',
    files: [
      {
        url: 'https://download.db-ip.com/free/dbip-city-lite-{month}.mmdb.gz',
        format: { kind: 'cityMmdb' },
      },
    ],
    licence: 'CC BY 4.0',
    attribution: 'IP Geolocation by DB-IP (https://db-ip.com)',
    // A new edition comes once a month.
    intervalMs: 7 * dayMs,
    bytesMax: 300_000_000,
    rowsMin: 1_000_000,
    rowsMax: 40_000_000,
  },
  ...crawlerSources,
]
