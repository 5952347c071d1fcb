/** How long a connection may take to say what it is, and how much it may say before. */
export interface FrontLimits {
  /** For the PROXY header, the ClientHello and the HTTP/2 preface, each. */
  readonly openingMs: number
  /**
   * From the first bytes of HTTP/2 to the first request. Clients send both at once; one that waits
   * for the server's settings first must not wait for long.
   */
  readonly firstRequestMs: number
  /** Held back bytes of one connection. A browser's ClientHello has about 1,900. */
  readonly openingBytesMax: number
}

export const frontLimits: FrontLimits = {
  openingMs: 5_000,
  firstRequestMs: 250,
  openingBytesMax: 65_536,
}
