/** What the publishers of databases want to be named, by `database_type`. */
const terms: readonly (readonly [pattern: RegExp, licence: string, attribution?: string])[] = [
  [
    /^GeoLite/i,
    'GeoLite EULA',
    'This product includes GeoLite Data created by MaxMind, available from https://www.maxmind.com',
  ],
  [/^GeoIP/i, 'MaxMind EULA'],
  [
    /^(?:city|country) ipv[46]$|dbip.*lite/i,
    'CC-BY-4.0',
    'IP geolocation by DB-IP, https://db-ip.com',
  ],
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

/** The licence of a database and the sentence to show; the operator knows those of other files. */
export function termsOf(databaseType: string): { licence: string; attribution?: string } {
  const found = terms.find(([pattern]) => pattern.test(databaseType))
  if (!found) return { licence: 'unknown' }
  const [, licence, attribution] = found
  return { licence, ...(attribution && { attribution }) }
}
