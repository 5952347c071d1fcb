import { crawlers, listNameOf } from '../crawlers/crawlers'
import { dayMs, linesMirror, type MirrorFile, type NetworkSource } from './network-source'

/**
 * Lists of one crawler in lord-alfred/ipranges. Not those of OpenAI and Perplexity: each joins
 * several crawlers of a company, so that one would be proved by the addresses of another.
 */
const mirrors: Readonly<Record<string, readonly MirrorFile[]>> = {
  googlebot: linesMirror(
    'lord-alfred-ipranges/googlebot-ipv4.txt',
    'lord-alfred-ipranges/googlebot-ipv6.txt',
  ),
  bingbot: linesMirror('lord-alfred-ipranges/bing-ipv4.txt'),
  duckduckbot: linesMirror('lord-alfred-ipranges/duckduckbot-ipv4_merged.txt'),
  duckassistbot: linesMirror('lord-alfred-ipranges/duckassistbot-ipv4_merged.txt'),
}

function sourceOf(url: string): NetworkSource {
  const table = listNameOf(url)
  const mirror = mirrors[table]
  return {
    name: `crawler-${table.replace(/^crawler-/, '')}`,
    layer: 'crawler',
    label: '',
    table,
    files: [
      {
        url,
        format: { kind: 'json', paths: ['prefixes[].ipv4Prefix', 'prefixes[].ipv6Prefix'] },
      },
    ],
    ...(mirror && { mirrors: [mirror] }),
    licence: 'published by its operator',
    intervalMs: dayMs,
    bytesMax: 4_000_000,
    rowsMin: 1,
    // What the reader of these lists takes at most.
    rowsMax: 20_000,
  }
}

/** Every list that the table of crawlers knows an address of. */
export const crawlerSources: readonly NetworkSource[] = [
  ...new Set(crawlers.flatMap(({ rangeUrl }) => (rangeUrl === undefined ? [] : [rangeUrl]))),
].map(sourceOf)
