import type { RangeBuilder } from '../network/range-builder'
import { toGeoValue, toPlaceFields } from './geo-value'
import { openMmdb } from './mmdb-file'
import { walkMmdb } from './walk-mmdb'

/**
 * Adds every network of a city or country file to a builder.
 *
 * @returns networks that were added, and when the file was made (Unix ms)
 * @throws RangeError whose message completes "the file …"
 */
export function fillFromMmdb(
  bytes: Buffer,
  builder: RangeBuilder,
): { rows: number; builtAt: number } {
  const file = openMmdb(bytes)
  // Millions of networks share some hundred thousand records.
  const values = new Map<number, string>()
  const valueAt = (offset: number) => {
    const known = values.get(offset)
    if (known !== undefined) return known
    const place = toPlaceFields(file.readRecord(offset))
    const value = place ? toGeoValue(place) : ''
    values.set(offset, value)
    return value
  }
  let rows = 0
  walkMmdb(file, {
    v4(first, last, offset) {
      const value = valueAt(offset)
      if (value === '') return
      builder.addV4(first, last, value)
      rows += 1
    },
    v6(first, last, offset) {
      const value = valueAt(offset)
      if (value === '') return
      builder.addV6(first, last, value)
      rows += 1
    },
  })
  return { rows, builtAt: file.builtAt }
}
