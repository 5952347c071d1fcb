/** What the publishers of databases want to be named, by `database_type` and name of the file. */
const terms: readonly (readonly [pattern: RegExp, licence: string, attribution?: string])[] = [
  [
    /^GeoLite|geolite/i,
    'GeoLite EULA',
    'This product includes GeoLite Data created by MaxMind, available from https://www.maxmind.com',
  ],
  [/^GeoIP/i, 'MaxMind EULA'],
  [/dbip.*lite|ipv[46] dbip-/i, 'CC-BY-4.0', 'IP geolocation by DB-IP, https://db-ip.com'],
  [/dbip/i, 'DB-IP commercial licence'],
  [
    /ipinfo.*(?:lite|free)/i,
    'CC-BY-SA-4.0',
    'IP address data powered by IPinfo, https://ipinfo.io',
  ],
  [/ipinfo/i, 'IPinfo terms'],
  [
    /IP2.*LITE/i,
    'CC-BY-SA-4.0',
    'This product uses IP2Location LITE data, available from https://lite.ip2location.com',
  ],
  [/IP2/i, 'IP2Location licence'],
]

/**
 * The licence of a database and the sentence to show; the operator knows those of other files. The
 * types that ip-location-db writes (`city ipv4`) do not tell whose data it is, its file names do.
 */
export function termsOf(
  databaseType: string,
  file: string,
): { source: string; licence: string; attribution?: string } {
  const isVague = /^\w+ ipv[46]$/.test(databaseType)
  const source = isVague ? file.replace(/\.mmdb$/, '') : databaseType
  const found = terms.find(([pattern]) => pattern.test(`${databaseType} ${file}`))
  if (!found) return { source, licence: 'unknown' }
  const [, licence, attribution] = found
  return { source, licence, ...(attribution && { attribution }) }
}
