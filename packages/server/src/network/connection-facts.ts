import type { NetworkSignature } from '@whorl/core'

/** What the front found out about a connection before anything else saw it. */
export interface ConnectionFacts {
  /** Of the client; where a load balancer announced one, that address. */
  readonly address: string
  readonly isTls: boolean
  readonly signature: NetworkSignature
}

/** Keys are sockets: a raw one, the TLS socket over it, or what stands for it in an HTTP/2 request. */
const known = new WeakMap<object, ConnectionFacts>()

/** Ties facts to a socket for as long as it lives. */
export function rememberConnection(socket: object, facts: ConnectionFacts): void {
  known.set(socket, facts)
}

/**
 * How the other end of a request's socket speaks TLS, HTTP/2 and TCP; `undefined` when the
 * connection did not come through the front.
 */
export function signatureOf(socket: object): NetworkSignature | undefined {
  return known.get(socket)?.signature
}

/**
 * Who is at the other end: the address that a load balancer announced by the PROXY protocol, else
 * the socket's own. Empty when the socket is gone.
 */
export function socketAddressOf(socket: { readonly remoteAddress?: string | undefined }): string {
  return known.get(socket)?.address ?? socket.remoteAddress ?? ''
}

/** The server itself ends TLS on this socket. */
export function isTlsSocket(socket: object): boolean {
  return known.get(socket)?.isTls ?? false
}
