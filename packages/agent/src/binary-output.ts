import { fromBase64 } from './base64'

/** Bytes in the forms that callers want; every text form is base64. */
export interface BinaryOutput {
  byteArray(): Uint8Array
  blob(): Blob
  base64(): string
  toJSON(): string
  toString(): string
  [Symbol.toPrimitive](hint: 'number' | 'string' | 'default'): string
}

/** @param text base64 in the standard alphabet */
export function createBinaryOutput(text: string): BinaryOutput {
  const base64 = () => text
  return {
    byteArray: () => fromBase64(text),
    blob: () => new Blob([fromBase64(text)]),
    base64,
    toJSON: base64,
    toString: base64,
    [Symbol.toPrimitive]: base64,
  }
}
