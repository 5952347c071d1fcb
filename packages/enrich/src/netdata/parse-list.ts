import { parseNetwork } from '../network/ip-network'
import { collectByPath } from './collect-by-path'
import type { FileFormat } from './network-source'

/** What stands in a published list. */
export interface ParsedList {
  /** Addresses and CIDR ranges as published. */
  readonly networks: readonly string[]
  /** Entries that are neither, or far too wide. */
  readonly refused: number
  /** Unix ms, when the list says it. */
  readonly asOf?: number
}

type ListFormat = Extract<FileFormat, { kind: 'lines' | 'json' | 'torExits' }>

/** The largest networks that one holder has are /8 and /19: wider entries are mistakes. */
const v4BitsMin = 8
const v6BitsMin = 19

/**
 * Reads a list of addresses.
 *
 * @throws RangeError whose message completes "the list …"
 */
export function parseList(text: string, format: ListFormat): ParsedList {
  if (format.kind === 'json') return parseJson(text, format)
  if (format.kind === 'torExits') return parseTorExits(text)
  return sift(linesOf(text).map((line) => unquote(line.split(',')[0] ?? '')))
}

function linesOf(text: string): string[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '')
}

function unquote(field: string): string {
  return field.trim().replace(/^"(.*)"$/, '$1')
}

function sift(entries: readonly string[]): ParsedList {
  const networks = [...new Set(entries)].filter(isUsable)
  return { networks, refused: new Set(entries).size - networks.length }
}

function isUsable(text: string): boolean {
  const network = parseNetwork(text)
  if (!network) return false
  if (network.kind === 4) return network.last - network.first < 2 ** (32 - v4BitsMin)
  return network.last - network.first < 1n << BigInt(128 - v6BitsMin)
}

function parseJson(text: string, format: Extract<ListFormat, { kind: 'json' }>): ParsedList {
  const json = readJson(text)
  const entries = format.paths.flatMap((path) => collectByPath(json, path))
  const asOf = createdAt(json)
  return { ...sift(entries.map(String)), ...(asOf !== undefined && { asOf }) }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new RangeError('is not JSON', { cause })
  }
}

/** Google's form has a date without a zone; it is UTC. */
function createdAt(json: unknown): number | undefined {
  const { creationTime } = Object(json) as { creationTime?: unknown }
  if (typeof creationTime !== 'string') return undefined
  const at = Date.parse(
    /[Zz]|[+-]\d\d:\d\d$/.test(creationTime) ? creationTime : `${creationTime}Z`,
  )
  return Number.isNaN(at) ? undefined : at
}

/**
 * The Tor Project writes four lines for each exit; the newest `LastStatus` dates the list. Plain
 * lists of addresses are read too.
 */
function parseTorExits(text: string): ParsedList {
  const addresses: string[] = []
  let newest = Number.NEGATIVE_INFINITY
  for (const line of linesOf(text)) {
    const [word = '', second = '', third = ''] = line.split(/\s+/)
    if (word === 'ExitAddress') addresses.push(second)
    else if (word === 'LastStatus') newest = Math.max(newest, dateOf(second, third))
    else if (word !== 'ExitNode' && word !== 'Published') addresses.push(word)
  }
  return { ...sift(addresses), ...(Number.isFinite(newest) && { asOf: newest }) }
}

function dateOf(day: string, time: string): number {
  const at = Date.parse(`${day}T${time}Z`)
  return Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at
}
