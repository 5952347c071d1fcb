/**
 * Text as every backend can keep it: PostgreSQL refuses U+0000, SQLite cuts at it, and neither can
 * hold half of a surrogate pair. Both become U+FFFD; everything else stays byte for byte.
 */
export function storableText(text: string): string {
  return text.replaceAll('\0', '\uFFFD').replace(/\p{Surrogate}/gu, '\uFFFD')
}

/** The same for a column that may be empty. */
export function storableTextOrNull(text: string | undefined): string | null {
  return text === undefined ? null : storableText(text)
}
