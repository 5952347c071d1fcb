import type { Socket } from 'node:net'
import { type NeedsMore, needsMore } from '@whorl/enrich'

export interface PeekLimits {
  /** From now to the answer. */
  readonly timeoutMs: number
  /** From the first byte to the answer, when that is sooner. */
  readonly afterFirstMs?: number
  /** Bytes that are held while waiting. */
  readonly bytesMax: number
}

/** How a look at the beginning of a connection ended. */
export type Peeked<Answer> =
  | { readonly state: 'read'; readonly answer: Answer; readonly bytes: Buffer }
  /** The bytes are no beginning of what was looked for. */
  | { readonly state: 'strange'; readonly bytes: Buffer }
  | { readonly state: 'timeout' | 'too-long'; readonly bytes: Buffer }
  /** The other end has closed, or the connection broke. */
  | { readonly state: 'gone'; readonly bytes: Buffer }

/**
 * Looks at the first bytes of a connection and puts them back, so that whoever reads next finds them.
 *
 * @param read the parser; it gets everything that has come so far
 * @param taken how many bytes of the answer are not put back
 */
export function peek<Answer extends object>(
  socket: Socket,
  read: (bytes: Buffer) => Answer | NeedsMore | undefined,
  { timeoutMs, afterFirstMs = timeoutMs, bytesMax }: PeekLimits,
  taken: (answer: Answer) => number = () => 0,
): Promise<Peeked<Answer>> {
  return new Promise((resolve) => {
    let chunks: Buffer[] = []
    let length = 0
    let bytesMin = 1
    let timer = setTimeout(() => finish({ state: 'timeout', bytes: join() }), timeoutMs)

    const join = () => {
      const [only] = chunks
      const bytes = only && chunks.length === 1 ? only : Buffer.concat(chunks)
      chunks = [bytes]
      return bytes
    }
    const finish = (outcome: Peeked<Answer>) => {
      clearTimeout(timer)
      // Before the bytes go back: a listener for `readable` would take them again.
      socket.off('readable', onReadable).off('end', onGone).off('close', onGone)
      const start = outcome.state === 'read' ? taken(outcome.answer) : 0
      const back = outcome.bytes.subarray(start)
      if (back.length > 0 && !socket.destroyed && !socket.readableEnded) socket.unshift(back)
      resolve(outcome)
    }
    const onGone = () => finish({ state: 'gone', bytes: join() })
    const onReadable = () => {
      const isFirst = length === 0
      // Without an encoding set a socket reads buffers.
      for (let chunk: Buffer | null = socket.read(); chunk !== null; chunk = socket.read()) {
        chunks.push(chunk)
        length += chunk.length
      }
      if (length === 0) return
      if (isFirst && afterFirstMs < timeoutMs) {
        clearTimeout(timer)
        timer = setTimeout(() => finish({ state: 'timeout', bytes: join() }), afterFirstMs)
      }
      if (length < bytesMin && length <= bytesMax) return
      const bytes = join()
      const answer = read(bytes)
      if (answer === undefined) finish({ state: 'strange', bytes })
      else if (!needsMore(answer)) finish({ state: 'read', answer, bytes })
      else if (length > bytesMax) finish({ state: 'too-long', bytes })
      else bytesMin = answer.bytesMin
    }
    socket.on('readable', onReadable).once('end', onGone).once('close', onGone)
  })
}
