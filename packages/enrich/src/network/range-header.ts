import type { AddressLabelName } from '@whorl/core'

/** What a range file tells about addresses: their place, their network, or one label. */
export type LayerName = 'geo' | 'owner' | AddressLabelName

export interface RangeHeader {
  readonly layer: LayerName
  /** Name of the data set, such as `dbip-city-lite`. */
  readonly source: string
  /** The date of the data, Unix ms. */
  readonly asOf: number
  /** SPDX identifier, or the name of the terms. */
  readonly licence: string
  /** The sentence that the terms want to be shown. */
  readonly attribution?: string
}

export const layerNames: readonly LayerName[] = [
  'geo',
  'owner',
  'datacenter',
  'vpn',
  'relay',
  'tor',
  'proxy',
  'attackSource',
  'emailSpam',
]

/** The header's text is small; a larger one is not ours. */
export const headerBytesMax = 10_000

/**
 * Reads the header of a range file.
 *
 * @throws RangeError whose message completes "x.whorl is not used: it …"
 */
export function parseRangeHeader(text: string): RangeHeader {
  const fields = readObject(text)
  const { source, asOf, licence, attribution } = fields
  const layer = layerNames.find((name) => name === fields.layer)
  if (!layer) throw new RangeError(`names an unknown layer (known: ${layerNames.join(', ')})`)
  if (typeof source !== 'string' || source === '') throw new RangeError('names no source')
  if (typeof licence !== 'string') throw new RangeError('names no licence')
  if (typeof asOf !== 'number' || !Number.isSafeInteger(asOf)) throw new RangeError('has no date')
  if (attribution !== undefined && typeof attribution !== 'string') {
    throw new RangeError('has an attribution that is no text')
  }
  return { layer, source, asOf, licence, ...(attribution !== undefined && { attribution }) }
}

function readObject(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    // Any key of an object may be asked for; those that are absent are undefined.
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
  }
  throw new RangeError('has a header that is not a JSON object')
}
