import type { NetworkFacts } from '@whorl/core'
import { enrichRequest, parseRanges } from '@whorl/enrich'
import type { Readings } from '@whorl/wire'
import type { Snapshot } from './browser'
import { brandsOf } from './user-agent'

/** What enrichment says about the request; parsed once for each set of headers. */
export function createRequests(): (snapshot: Snapshot, readings: Readings) => NetworkFacts {
  const trustedProxies = parseRanges([])
  const known = new Map<string, NetworkFacts>()
  return (snapshot, readings) => {
    const rawHeaders = headersOf(snapshot, readings)
    const key = rawHeaders.join('\n')
    const socketAddress = snapshot.ip
    const before = known.get(key)
    const parsed = before ?? enrichRequest({ socketAddress, rawHeaders, trustedProxies })
    if (!before) known.set(key, parsed)
    return { ...parsed, ip: socketAddress }
  }
}

function headersOf(snapshot: Snapshot, readings: Readings): string[] {
  const { row } = snapshot.browser
  const languages = readings.languages?.value
  const list = Array.isArray(languages) ? languages.flat().slice(1) : []
  const brands = brandsOf(snapshot)
    .map(({ brand, version }) => `"${brand}";v="${version}"`)
    .join(', ')
  return [
    ...['Host', 'id.example.com', 'User-Agent', String(readings.userAgent?.value)],
    ...(row.engine === 'blink'
      ? ['sec-ch-ua', brands, 'sec-ch-ua-mobile', row.mobile ? '?1' : '?0']
      : []),
    ...['Accept', '*/*', 'Accept-Encoding', 'gzip, deflate, br, zstd'],
    ...['Accept-Language', list.join(',') || 'en-US', 'Origin', 'https://shop.example'],
  ]
}
