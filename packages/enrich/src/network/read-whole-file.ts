import { type FileHandle, open } from 'node:fs/promises'

/** Far above any table that is known: the largest commercial databases have 200 MB (2026). */
export const fileBytesMax = 1_000_000_000
/** A checksum over one takes 0.6 ms, which delays nobody. */
const chunkBytes = 1_000_000

/**
 * Reads a file into one buffer of its size.
 *
 * @param onChunk gets each part as it is read, so that checksums need no turn of their own
 * @throws RangeError when the file is too large; errors of the file system otherwise
 */
export async function readWholeFile(
  path: string,
  onChunk: (chunk: Uint8Array, at: number) => void = () => {},
): Promise<Uint8Array> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    if (size > fileBytesMax) throw new RangeError(`is larger than ${fileBytesMax} bytes`)
    return await readInto(file, new Uint8Array(size), onChunk)
  } finally {
    await file.close()
  }
}

async function readInto(
  file: FileHandle,
  bytes: Uint8Array,
  onChunk: (chunk: Uint8Array, at: number) => void,
): Promise<Uint8Array> {
  let at = 0
  while (at < bytes.length) {
    const length = Math.min(chunkBytes, bytes.length - at)
    const { bytesRead } = await file.read(bytes, at, length, at)
    // The file was cut while it was read: what is missing stays zero and fails its check.
    if (bytesRead === 0) break
    onChunk(bytes.subarray(at, at + bytesRead), at)
    at += bytesRead
  }
  return bytes
}

/** What to say about a file that is not used: completes "x is not used: it …". */
export function reasonOf(cause: unknown): string {
  return cause instanceof RangeError ? cause.message : 'cannot be read'
}
