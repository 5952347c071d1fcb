import type { Readable } from 'node:stream'
import { WhorlError } from '@whorl/wire'
import { unreadable } from '../pipeline/unreadable'

export interface BodyLimits {
  readonly bytesMax: number
  /** From the call on, not from one piece to the next. */
  readonly waitMs: number
}

/**
 * The bytes of a request's body.
 *
 * @throws WhorlError payload_too_large, request_read_timeout, or request_cannot_be_parsed when the
 *   client hung up
 */
export function collectBody(stream: Readable, { bytesMax, waitMs }: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    let size = 0
    const settle = (end: () => void) => {
      clearTimeout(timer)
      stream.off('data', onData).off('end', onEnd).off('close', onClose)
      // What still comes is read and dropped; a client that hangs up now concerns nobody.
      stream.on('error', () => {}).resume()
      end()
    }
    const fail = (error: WhorlError) => settle(() => reject(error))
    const onData = (piece: Buffer) => {
      size += piece.length
      if (size > bytesMax) fail(new WhorlError('payload_too_large'))
      else pieces.push(piece)
    }
    const onEnd = () => settle(() => resolve(Buffer.concat(pieces)))
    const onClose = () => fail(unreadable('the client hung up'))
    const timer = setTimeout(() => fail(new WhorlError('request_read_timeout')), waitMs)
    stream.on('data', onData).on('end', onEnd).on('close', onClose)
    stream.once('error', onClose)
  })
}
