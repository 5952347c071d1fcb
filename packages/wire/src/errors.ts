/**
 * Every error a caller can see, keyed by our own code. `v4` and `v3` are status, code and exact
 * message of the two Server API generations (Fingerprint OpenAPI 3.7.0); `agent` is the message
 * that the v3 browser agent shows (public interface of its loader 3.12.15). `{name}` in a message
 * stands for that detail of the error (`fillMessage`). Codes are never reused.
 */
export const errors = {
  secret_api_key_required: {
    v4: [403, 'secret_api_key_required', 'secret API key in header is missing or empty'],
    v3: [403, 'TokenRequired', 'secret key is required'],
  },
  secret_api_key_not_found: {
    v4: [
      403,
      'secret_api_key_not_found',
      'no fingerprint workspace found for specified secret API key',
    ],
    v3: [403, 'TokenNotFound', 'secret key is not found'],
  },
  wrong_region: {
    v4: [403, 'wrong_region', 'wrong region'],
    v3: [403, 'WrongRegion', 'wrong region'],
    agent: 'Wrong region',
  },
  subscription_not_active: {
    v4: [403, 'subscription_not_active', 'forbidden'],
    v3: [403, 'SubscriptionNotActive', 'forbidden'],
    agent: 'Subscription not active',
  },
  feature_not_enabled: {
    v4: [403, 'feature_not_enabled', 'feature not enabled'],
    v3: [403, 'FeatureNotEnabled', 'feature not enabled'],
  },
  event_not_found: {
    v4: [404, 'event_not_found', 'event id not found'],
    v3: [404, 'RequestNotFound', 'request id not found'],
  },
  ruleset_not_found: {
    v4: [400, 'ruleset_not_found', 'ruleset not found'],
    v3: [400, 'RequestCannotBeParsed', 'ruleset not found'],
  },
  visitor_not_found: {
    v4: [404, 'visitor_not_found', 'visitor not found'],
    v3: [404, 'VisitorNotFound', 'visitor not found'],
  },
  visitor_id_required: {
    v4: [400, 'request_cannot_be_parsed', 'visitor id is required'],
    v3: [400, 'RequestCannotBeParsed', 'visitor id is required'],
  },
  invalid_visitor_id: {
    v4: [400, 'request_cannot_be_parsed', 'invalid visitor id'],
    v3: [400, 'RequestCannotBeParsed', 'invalid visitor id'],
  },
  invalid_limit: {
    v4: [400, 'request_cannot_be_parsed', 'invalid limit'],
    v3: [400, 'RequestCannotBeParsed', 'invalid limit'],
  },
  invalid_bot_type: {
    v4: [400, 'request_cannot_be_parsed', 'invalid bot type'],
    v3: [400, 'RequestCannotBeParsed', 'invalid bot type'],
  },
  invalid_ip_address: {
    v4: [400, 'request_cannot_be_parsed', 'invalid ip address'],
    v3: [400, 'RequestCannotBeParsed', 'invalid ip address'],
  },
  invalid_start_time: {
    v4: [400, 'request_cannot_be_parsed', 'invalid start time'],
    v3: [400, 'RequestCannotBeParsed', 'invalid start time'],
  },
  invalid_end_time: {
    v4: [400, 'request_cannot_be_parsed', 'invalid end time'],
    v3: [400, 'RequestCannotBeParsed', 'invalid end time'],
  },
  invalid_reverse: {
    v4: [400, 'request_cannot_be_parsed', 'invalid reverse param'],
    v3: [400, 'RequestCannotBeParsed', 'invalid reverse param'],
  },
  linked_id_too_long: {
    v4: [400, 'request_cannot_be_parsed', "linked_id can't be greater than 256 characters long"],
    v3: [400, 'RequestCannotBeParsed', "linked_id can't be greater than 256 characters long"],
  },
  invalid_pagination_key: {
    v4: [400, 'request_cannot_be_parsed', 'invalid pagination key'],
    v3: [400, 'RequestCannotBeParsed', 'invalid pagination key'],
  },
  invalid_parameter: {
    v4: [400, 'request_cannot_be_parsed', 'invalid {parameter}'],
    v3: [400, 'RequestCannotBeParsed', 'invalid {parameter}'],
  },
  state_not_ready: {
    v4: [409, 'state_not_ready', 'resource is not mutable yet, try again'],
    v3: [409, 'StateNotReady', 'resource is not mutable yet, try again'],
  },
  nothing_to_update: {
    v4: [400, 'request_cannot_be_parsed', 'request body is not valid'],
    v3: [
      400,
      'RequestCannotBeParsed',
      'must provide one of: linkedId, suspect, tags to be updated',
    ],
  },
  event_too_old: {
    v4: [400, 'request_cannot_be_parsed', 'events older than {days} days cannot be updated'],
    v3: [400, 'RequestCannotBeParsed', 'events older than {days} days cannot be updated'],
  },
  workspace_key_required: {
    v4: [403, 'feature_not_enabled', 'workspace-scoped secret key is required'],
    v3: [403, 'WorkspaceScopedSecretKeyRequired', 'workspace-scoped secret key is required'],
  },
  payload_too_large: {
    v4: [413, 'payload_too_large', 'payload too large'],
    v3: [413, 'RequestCannotBeParsed', 'payload too large'],
    agent: 'Request cannot be parsed',
  },
  request_cannot_be_parsed: {
    v4: [400, 'request_cannot_be_parsed', 'request body is not valid'],
    v3: [400, 'RequestCannotBeParsed', 'request body is not valid'],
    agent: 'Request cannot be parsed',
  },
  unknown_body_field: {
    v4: [400, 'request_cannot_be_parsed', 'request body contains an unknown field "{field}"'],
    v3: [400, 'RequestCannotBeParsed', 'request body contains an unknown field "{field}"'],
  },
  ip_address_required: {
    v4: [
      400,
      'request_cannot_be_parsed',
      'at least one of ipv4_address or ipv6_address is required',
    ],
    v3: [400, 'RequestCannotBeParsed', 'at least one of ipv4_address or ipv6_address is required'],
  },
  request_read_timeout: {
    v4: [400, 'request_read_timeout', 'request read timeout'],
    v3: [400, 'RequestCannotBeParsed', 'request read timeout'],
  },
  plain_json_refused: {
    v4: [
      400,
      'request_cannot_be_parsed',
      'plain JSON is taken with WHORL_MODE=development only; send an encoded body',
    ],
    v3: [
      400,
      'RequestCannotBeParsed',
      'plain JSON is taken with WHORL_MODE=development only; send an encoded body',
    ],
    agent: 'Request cannot be parsed',
  },
  clock_header_refused: {
    v4: [
      400,
      'request_cannot_be_parsed',
      'x-whorl-now takes 13 digits of Unix ms, from loopback and with WHORL_MODE=development only',
    ],
    v3: [
      400,
      'RequestCannotBeParsed',
      'x-whorl-now takes 13 digits of Unix ms, from loopback and with WHORL_MODE=development only',
    ],
    agent: 'Request cannot be parsed',
  },
  public_api_key_required: {
    v4: [403, 'public_api_key_required', 'public API key is missing or empty'],
    v3: [403, 'TokenRequired', 'public key is required'],
    agent: 'API key required',
  },
  public_api_key_not_found: {
    v4: [403, 'public_api_key_not_found', 'no environment found for specified public API key'],
    v3: [403, 'TokenNotFound', 'public key is not found'],
    agent: 'API key not found',
  },
  origin_not_allowed: {
    v4: [403, 'origin_not_allowed', 'not available for this origin'],
    v3: [403, 'Failed', 'not available for this origin'],
    agent: 'Not available for this origin',
  },
  too_many_requests: {
    v4: [429, 'too_many_requests', 'too many requests'],
    v3: [429, 'TooManyRequests', 'too many requests'],
    agent: 'Too many requests, rate limit exceeded',
  },
  too_many_searches: {
    v4: [429, 'too_many_requests', 'too many search requests'],
    v3: [429, 'TooManyRequests', 'too many search requests'],
  },
  search_timeout: {
    v4: [504, 'failed', 'gateway timeout'],
    v3: [504, 'Failed', 'gateway timeout'],
  },
  service_unavailable: {
    v4: [503, 'service_unavailable', 'temporarily unavailable, try again'],
    v3: [503, 'Failed', 'temporarily unavailable, try again'],
    agent: 'Request failed to process',
  },
  management_key_required: {
    v4: [401, 'management_api_key_required', 'management API key in header is missing or empty'],
    v3: [401, 'TokenRequired', 'management API key in header is missing or empty'],
  },
  management_key_not_found: {
    v4: [
      401,
      'management_api_key_not_found',
      'no workspace found for specified management API key',
    ],
    v3: [401, 'TokenNotFound', 'no workspace found for specified management API key'],
  },
  invalid_api_version: {
    v4: [400, 'invalid_api_version', 'X-API-Version header must be 2025-11-20'],
    v3: [400, 'RequestCannotBeParsed', 'X-API-Version header must be 2025-11-20'],
  },
  invalid_management_request: {
    v4: [400, 'request_cannot_be_parsed', '{reason}'],
    v3: [400, 'RequestCannotBeParsed', '{reason}'],
  },
  management_object_not_found: {
    v4: [404, 'not_found', '{object} not found'],
    v3: [404, 'RequestNotFound', '{object} not found'],
  },
  management_scope: {
    v4: [403, 'forbidden', 'this management key belongs to one environment'],
    v3: [403, 'Failed', 'this management key belongs to one environment'],
  },
  management_conflict: {
    v4: [409, 'conflict', '{reason}'],
    v3: [409, 'Failed', '{reason}'],
  },
  request_filtered: {
    v4: [403, 'request_filtered', 'Forbidden'],
    v3: [403, 'Failed', 'Forbidden'],
    agent: 'Forbidden',
  },
  route_not_found: {
    v4: [404, 'route_not_found', 'there is nothing at this address'],
    v3: [404, 'Failed', 'there is nothing at this address'],
  },
  failed: {
    v4: [500, 'failed', 'internal server error'],
    v3: [500, 'Failed', 'internal server error'],
    agent: 'Request failed',
  },
} as const satisfies Record<string, ErrorEntry>

interface ErrorEntry {
  readonly v4: readonly [status: number, code: string, message: string]
  readonly v3: readonly [status: number, code: string, message: string]
  readonly agent?: string
}

export type ErrorCode = keyof typeof errors

/** Texts that callers sent are shown no longer than this. */
const shownCharsMax = 100

/** A public message with every `{name}` replaced by the detail of that name. */
export function fillMessage(message: string, details: Readonly<Record<string, unknown>>): string {
  return message.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = details[name]
    return typeof value === 'string' ? value.slice(0, shownCharsMax) : place
  })
}

/**
 * The text of an error of v3 `GET /visitors/{visitor_id}`, whose errors are `{"error": text}`
 * (OpenAPI 3.7.0; the texts of 403 as the hosted service answers them).
 */
export function visitorsErrorText(code: ErrorCode): string {
  const [status, , message] = errors[code].v3
  if (code === 'wrong_region') return 'Wrong region (HTTP 403)'
  if (status === 400) return 'bad request'
  if (status === 403) return 'Forbidden (HTTP 403)'
  return message
}

/**
 * The one error class. `code` decides what the caller sees; `cause` and `details` go to the log,
 * except the details that the message of the code names.
 */
export class WhorlError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    { cause, details = {} }: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(
      `${code}: ${fillMessage(errors[code].v4[2], details)}`,
      cause === undefined ? undefined : { cause },
    )
    this.name = 'WhorlError'
    this.code = code
    this.details = details
  }
}
