import type { LayerName } from '../network/range-header'

/** How a published file is read. */
export type FileFormat =
  /** One address or CIDR in a line, also as the first field of a CSV line; `#` begins a comment. */
  | { readonly kind: 'lines' }
  /** `prefixes[].ipv4Prefix`: members by name, `[]` for every entry. */
  | { readonly kind: 'json'; readonly paths: readonly string[] }
  /** `ExitAddress 192.0.2.1 2026-01-31 10:00:00`, or plain addresses. */
  | { readonly kind: 'torExits' }
  /** Tab-separated first, last, AS number, country, name; gzip. */
  | { readonly kind: 'iptoasn' }
  /** A MaxMind DB file with cities; gzip. */
  | { readonly kind: 'cityMmdb' }

export interface SourceFile {
  /** `{month}` stands for the month as `2026-01`; the month before is tried when it is missing. */
  readonly url: string
  readonly format: FileFormat
}

export interface MirrorFile {
  /** Relative to the mirror's root. */
  readonly path: string
  readonly format: FileFormat
}

/** One published list and what Whorl makes of it. */
export interface NetworkSource {
  readonly name: string
  /** `crawler`: a list in Google's form for the crawlers folder, not a table. */
  readonly layer: LayerName | 'crawler'
  /** Company or service that every row of a label layer names; '' when the list names none. */
  readonly label: string
  /** File that is made, without its ending; the name by default. */
  readonly table?: string
  /** All are needed: mostly one for each address family. */
  readonly files: readonly SourceFile[]
  /** Other places on a mirror, each complete, tried when `NAME/<file name>` is not there. */
  readonly mirrors?: readonly (readonly MirrorFile[])[]
  readonly licence: string
  readonly attribution?: string
  /** Ms that must pass between two requests to the publisher. */
  readonly intervalMs: number
  /** For each file as it travels. */
  readonly bytesMax: number
  /** Rows of the list as published; outside of it, it is refused. */
  readonly rowsMin: number
  readonly rowsMax: number
  /** Fetched only when it is named. */
  readonly isOptIn?: boolean
}

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

const linesFormat: FileFormat = { kind: 'lines' }

/** A file of addresses, one in a line. */
export function linesFile(url: string): SourceFile {
  return { url, format: linesFormat }
}

/** Mirror paths of files of addresses. */
export function linesMirror(...paths: readonly string[]): readonly MirrorFile[] {
  return paths.map((path) => ({ path, format: linesFormat }))
}
