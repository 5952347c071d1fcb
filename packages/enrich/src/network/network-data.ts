import type { AddressFacts, AddressLabelName } from '@whorl/core'
import { toAddressFacts } from './address-facts'
import { largestNetwork } from './ip-network'
import type { AddressPart, DataSource, IpProvider } from './ip-provider'
import { formatIp, type ParsedIp, parseIp } from './parsed-ip'
import { parsePlace } from './place'
import { openRangeFiles, type RangeFile } from './range-files'
import { layerNames } from './range-header'
import { isBogon } from './special-networks'
import { labelsByOwner } from './well-known-networks'

export interface NetworkDataOptions {
  /** Holds `*.whorl` files; may be missing. */
  readonly folder: string
  /** Asked before the files, in this order. */
  readonly providers?: readonly IpProvider[]
  /** Takes one sentence about a file that is not used. */
  readonly complain: (sentence: string) => void
}

export interface NetworkData {
  /** `undefined` when the text is no address. Never throws. */
  find(ip: string): AddressFacts | undefined
  /** Reads again what has changed, also for the first time. Never rejects. */
  refresh(): Promise<void>
  /** The files in use, of providers first. */
  sources(): readonly DataSource[]
  /** Lets go of all tables; nothing is known afterwards. */
  close(): void
}

/** Facts about addresses from range files and providers. Empty until the first `refresh()`. */
export function openNetworkData({
  folder,
  providers = [],
  complain,
}: NetworkDataOptions): NetworkData {
  const files = openRangeFiles(folder, complain)
  let isClosed = false
  const asked = () => (isClosed ? [] : providers)
  let known: readonly AddressLabelName[] = []
  let knownOf: readonly RangeFile[] | undefined
  const knownNow = () => {
    const list = files.list()
    if (knownOf !== list) known = knownLabels(asked(), list)
    knownOf = list
    return known
  }
  const refresh = oneAtATime(async () => {
    for (const provider of asked()) await provider.refresh()
    knownOf = undefined
    await files.refresh()
  })
  return {
    find(text) {
      const ip = parseIp(text)
      if (!ip) return undefined
      const address = formatIp(ip)
      const known = knownNow()
      if (isBogon(ip)) return { address, isBogon: true, known }
      const parts: AddressPart[] = []
      for (const provider of asked()) {
        const part = provider.find(address)
        if (part) parts.push(part)
      }
      for (const file of files.list()) {
        const part = findPart(file, ip)
        if (part) parts.push(part)
      }
      return toAddressFacts(address, parts, known)
    },
    refresh,
    sources: () => [
      ...asked().flatMap((provider) => provider.sources()),
      ...files.list().map(({ file, table }) => ({
        ...table.header,
        file,
        rows: table.v4Rows + table.v6Rows,
      })),
    ],
    close() {
      isClosed = true
      knownOf = undefined
      files.close()
    },
  }
}

function knownLabels(
  providers: readonly IpProvider[],
  files: readonly RangeFile[],
): readonly AddressLabelName[] {
  const known = new Set(providers.flatMap((provider) => provider.knows()))
  for (const { table } of files) {
    const { layer } = table.header
    if (layer === 'geo') continue
    for (const name of layer === 'owner' ? labelsByOwner : [layer]) known.add(name)
  }
  return layerNames.filter((name): name is AddressLabelName => known.has(name as AddressLabelName)) // A set of label names holds no others.
}

function findPart({ table, from }: RangeFile, ip: ParsedIp): AddressPart | undefined {
  const found = table.find(ip)
  if (!found) return undefined
  const { layer } = table.header
  if (layer === 'geo') return { place: parsePlace(found.value, from) }
  if (layer === 'owner') {
    const [asn, name] = found.value.split('\t')
    if (!asn) return undefined
    const network = largestNetwork(ip, found.first, found.last)
    return { owner: { asn, ...(name && { name }), network, from } }
  }
  const label = { by: 'list', ...(found.value && { name: found.value }), from } as const
  return {
    labels: layer === 'proxy' ? { proxy: { ...label, type: 'unknown' } } : { [layer]: label },
  }
}

/** Calls during a run share one more run, which then sees what has changed meanwhile. */
function oneAtATime(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  let waiting: Promise<void> | undefined
  const start = () => {
    running = run().finally(() => {
      running = undefined
    })
    return running
  }
  return () => {
    if (!running) return start()
    waiting ??= running.then(() => {
      waiting = undefined
      return start()
    })
    return waiting
  }
}
