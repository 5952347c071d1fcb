/** How long a client may take, and how much it may send, before a route sees anything of it. */
export interface ServerLimits {
  readonly headersMs: number
  /** Headers and body. */
  readonly requestMs: number
  /** A body that a route asks for, from the moment on that its key was checked. */
  readonly bodyMs: number
  /** Proxies in front should not give an idle connection up later than this. */
  readonly keepAliveMs: number
  /** How often Node looks for clients that are too slow. */
  readonly checkMs: number
  readonly headerBytes: number
}

export const serverLimits: ServerLimits = {
  headersMs: 10_000,
  requestMs: 25_000,
  // As the published API answers `request_read_timeout` (OpenAPI 3.7.0, POST /edge).
  bodyMs: 5_000,
  // Longer than the 60 s for which proxies commonly keep a connection: who closes first decides
  // whether a request can meet a connection that is just closing.
  keepAliveMs: 65_000,
  checkMs: 2_000,
  headerBytes: 16_384,
}
