/** Reads big-endian numbers from bytes of any origin. Past the end it yields `undefined` for good. */
export class ByteReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  /** Bytes not read yet. */
  get left(): number {
    return this.#bytes.length - this.#at
  }

  /** @param size bytes of the number, 1 to 4 */
  number(size: number): number | undefined {
    const bytes = this.bytes(size)
    return bytes?.reduce((value, byte) => value * 256 + byte, 0)
  }

  /** A view of the next bytes, not a copy. */
  bytes(length: number): Uint8Array | undefined {
    if (length < 0 || length > this.left) {
      this.#at = this.#bytes.length
      return undefined
    }
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }

  /** Bytes whose count stands before them. @param size bytes of the count */
  counted(size: number): Uint8Array | undefined {
    const length = this.number(size)
    return length === undefined ? undefined : this.bytes(length)
  }
}
