import type { Readings } from '@whorl/wire'
import type { Late } from './background'
import type { Ticket } from './challenge'
import { encode } from './encode'
import { isFailure } from './failure'
import { payloadJson } from './payload-json'
import { sendKeepalive, sendLast } from './send'

export interface LateDelivery {
  readonly late: Late
  /** Where the first message was answered, with the key. */
  readonly url: string
  readonly key: string
  /** The ticket of the first message: same nonce, same key, a new initialisation vector. */
  readonly ticket: Ticket
  /** False when consent was taken back meanwhile. */
  readonly maySend: () => boolean
}

/**
 * Sends the second message of an event: when every late source has settled, or what there is by
 * then when the page goes away. The bytes for that case are made in advance after each reading,
 * since encryption is asynchronous and a leaving page runs no task any more.
 */
export function deliverLate({ late, url, key, ticket, maySend }: LateDelivery): void {
  let isSent = false
  let packed: Uint8Array<ArrayBuffer> | undefined
  const pack = (signals: Readings) =>
    encode(payloadJson({ v: 1, kind: 'late', key, signals }), ticket)
  // Nobody waits for this message: the server completes the event without it after two seconds.
  const giveUp = () => removeEventListener('pagehide', leave)

  late.onProgress((soFar) => {
    pack({ ...soFar }).then((bytes) => {
      packed = bytes
    }, giveUp)
  })
  const leave = () => {
    if (isSent || !packed || !maySend()) return
    isSent = true
    sendLast(url, packed)
  }
  addEventListener('pagehide', leave)

  late.settled.then(pack).then(async (body) => {
    packed = body
    removeEventListener('pagehide', leave)
    if (isSent || !maySend()) return
    isSent = true
    const answer = await sendKeepalive(url, body)
    const isLost = isFailure(answer) && answer.failed === 'network_connection'
    if (isLost && maySend()) sendLast(url, body)
  }, giveUp)
}
