import type { Socket } from 'node:net'
import type { House } from '../house'
import { maskIp } from '../observe/logger'

/** Why a connection ended before its first request. */
export type RefusalReason =
  | 'proxy_header'
  | 'no_hello'
  | 'hello_too_long'
  | 'plain_http'
  | 'handshake'

/** Words for the operator, where he can do something about it. */
const warnings: Partial<Record<RefusalReason, string>> = {
  proxy_header:
    'a trusted proxy sent no valid PROXY header; WHORL_PROXY_PROTOCOL=on demands one of each',
}
/** At most one line of a kind in this time. */
const warnMs = 60_000

/** Counts refused connections, and tells the operator of those that are a matter of settings. */
export function createRefusal({ log, metrics }: Pick<House, 'log' | 'metrics'>) {
  const warnedAt = new Map<RefusalReason, number>()
  return (socket: Socket, reason: RefusalReason): void => {
    metrics.refusedConnections.inc({ reason })
    const words = warnings[reason]
    const now = performance.now()
    if (!words || now - (warnedAt.get(reason) ?? Number.NEGATIVE_INFINITY) < warnMs) return
    warnedAt.set(reason, now)
    log.warn({ from: maskIp(socket.remoteAddress ?? '') }, words)
  }
}

export type Refuse = ReturnType<typeof createRefusal>
