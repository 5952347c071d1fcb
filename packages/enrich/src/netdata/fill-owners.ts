import { toNumber } from '../network/ip-network'
import { parseIp } from '../network/parsed-ip'
import type { RangeBuilder } from '../network/range-builder'
import { csvFields } from './csv-fields'

/** Rows that were added, and lines that could not be read. */
export interface OwnerRows {
  readonly rows: number
  readonly refused: number
}

/**
 * Adds rows of `first,last,AS number,name`, with the addresses as decimal numbers.
 *
 * @param kind which family the numbers mean
 */
export async function fillOwnersFromCsv(
  lines: AsyncIterable<string>,
  kind: 4 | 6,
  builder: RangeBuilder,
): Promise<OwnerRows> {
  return fillOwners(lines, (line) => {
    const [first = '', last = '', asn = '', name = ''] = csvFields(line)
    if (!/^\d{1,39}$/.test(first) || !/^\d{1,39}$/.test(last)) return false
    const value = ownerValue(asn, name)
    if (value === undefined) return false
    return kind === 4
      ? attempt(() => builder.addV4(Number(first), Number(last), value))
      : attempt(() => builder.addV6(BigInt(first), BigInt(last), value))
  })
}

/** Adds rows of iptoasn.com: first, last, AS number, country, name between tabs. */
export async function fillOwnersFromTsv(
  lines: AsyncIterable<string>,
  builder: RangeBuilder,
): Promise<OwnerRows> {
  return fillOwners(lines, (line) => {
    const [firstText = '', lastText = '', asn = '', , name = ''] = line.split('\t')
    // 0 stands for what nobody announces.
    if (asn === '0') return undefined
    const first = parseIp(firstText)
    const last = parseIp(lastText)
    const value = ownerValue(asn, name)
    if (first?.kind !== last?.kind || !first || !last || value === undefined) return false
    if (first.kind === 4 && last.kind === 4)
      return attempt(() => builder.addV4(first.value, last.value, value))
    return attempt(() => builder.addV6(toNumber(first), toNumber(last), value))
  })
}

/** `add` answers false for a line that cannot be read, `undefined` for one that says nothing. */
async function fillOwners(
  lines: AsyncIterable<string>,
  add: (line: string) => boolean | undefined,
): Promise<OwnerRows> {
  let rows = 0
  let refused = 0
  for await (const line of lines) {
    if (line === '') continue
    const isAdded = add(line)
    if (isAdded === true) rows += 1
    else if (isAdded === false) refused += 1
  }
  return { rows, refused }
}

function ownerValue(asn: string, name: string): string | undefined {
  const number = /^\d{1,10}$/.test(asn) ? Number(asn) : 0
  if (number < 1 || number > 0xffff_ffff) return undefined
  return `${number}\t${name.replace(/\s+/g, ' ').trim()}`
}

/** The builder throws for a range that ends before it begins. */
function attempt(add: () => void): boolean {
  try {
    add()
    return true
  } catch (cause) {
    if (cause instanceof RangeError) return false
    throw cause
  }
}
