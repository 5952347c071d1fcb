/** How a client speaks below HTTP, as the server saw it on its own socket. A missing part is absent. */
export interface NetworkSignature {
  readonly tls?: TlsSignature
  readonly http2?: Http2Signature
  readonly tcp?: TcpSignature
}

/** Programs that a signature is known of. Chromium stands for every browser built on it. */
export type ClientFamily =
  | 'chromium'
  | 'firefox'
  | 'safari'
  | 'curl'
  | 'wget'
  | 'node'
  | 'undici'
  | 'python'
  | 'go'

export interface TlsSignature {
  readonly ja4: string
  /** Absent when the table does not know the hello. */
  readonly family?: ClientFamily
}

export interface Http2Signature {
  /**
   * `settings|window update|priorities|pseudo-header order`; the last part is empty when no request
   * had come when the connection was handed on.
   */
  readonly text: string
  readonly family?: ClientFamily
}

/** Operating systems that lay out the options of a SYN alike. */
export type TcpFamily = 'windows' | 'apple' | 'linux' | 'freebsd' | 'unknown'

export type TcpSignature =
  | {
      readonly captured: true
      /** Options in the order sent, for example `mss,sok,ts,nop,ws`. */
      readonly layout: string
      readonly family: TcpFamily
      /** As it arrived. */
      readonly ttl: number
      /** Hops from the next usual start value: 64, 128 or 255. */
      readonly ttlDistance: number
      /** Bytes, before scaling. */
      readonly window: number
      /** Bytes. Absent when the SYN named none. */
      readonly mss?: number
      /** Bytes of the packets that this MSS makes room for. */
      readonly mtu?: number
      /** Shift count of the window. */
      readonly scale?: number
    }
  /** The system did not tell, or somebody else opened the connection for the client. */
  | { readonly captured: false }
