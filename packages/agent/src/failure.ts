/**
 * Why there is no answer, as a value. Faces turn it into the error that their callers know.
 */
export interface Failure {
  /** The v4 code. */
  readonly failed: string
  /** The v4 sentence. */
  readonly message: string
  /** The v3 message. */
  readonly v3: string
  /** Set when the server named the event. */
  readonly eventId: string | null
}

/** Codes and messages of the failures that happen in the page (fingerprint loaders 4.1.5, 3.12.15). */
const messages = {
  client_timeout: 'Client timeout',
  network_connection: 'Network connection error',
  network_abort: 'Network request aborted',
  csp_block: 'Blocked by CSP',
  invalid_endpoint: 'The endpoint parameter is not a valid URL',
  handle_agent_data: 'Handle on demand agent data error',
  bad_response_format: 'Response cannot be parsed',
  server_error: 'Request failed',
  api_key_missing: 'API key required',
  api_key_invalid: 'API key not found',
  cache_misconfigured: 'The `cache` option is misconfigured',
  endpoints_misconfigured: 'The `endpoints` option is misconfigured',
  request_cannot_be_parsed: 'Request cannot be parsed',
  /** A mistake of the agent's own. */
  failed: 'Request failed',
  /** Started where there is no page, as in server-side rendering. */
  no_browser: 'There is no page to identify',
} as const

export type ClientCode = keyof typeof messages

/** A failure that happened in the page. */
export function failure(code: ClientCode, message: string = messages[code]): Failure {
  return { failed: code, message, v3: messages[code], eventId: null }
}

/** Tells a failure from every answer of the server: those have no key `failed`. */
export function isFailure(value: object): value is Failure {
  return 'failed' in value
}
