import { type ErrorCode, ingestLimits, WhorlError } from '@whorl/wire'
import type { FastifyRequest } from 'fastify'
import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { parseJson } from '../pipeline/parse-json'
import { tidyJson } from '../pipeline/tidy-json'
import { unreadable } from '../pipeline/unreadable'
import type { ServerLimits } from '../server-limits'
import { collectBody } from './collect-body'
import { findUnknownField } from './find-unknown-field'

interface UnknownFieldError {
  readonly 'x-whorl-error'?: ErrorCode
}

/**
 * Makes the reader of a route's JSON body. It is called after the key was checked, so nobody's body
 * is waited for who has none.
 *
 * @param options.tellsReason the caller reads what is wrong with the body, as
 *   `invalid_management_request`
 * @returns a function that throws WhorlError `payload_too_large`, `request_read_timeout`,
 *   `unknown_body_field`, or `request_cannot_be_parsed` for anything else that does not fit
 */
export function createBodyReader(
  schema: TSchema,
  { bodyMs }: Pick<ServerLimits, 'bodyMs'>,
  { tellsReason = false }: { tellsReason?: boolean } = {},
) {
  const checker = Compile(schema)
  // A TypeBox schema is plain JSON Schema; its static type just does not show the keyword.
  const { 'x-whorl-error': unknownField = 'unknown_body_field' } = schema as UnknownFieldError
  const limits = { bytesMax: ingestLimits.bodyBytesMax, waitMs: bodyMs }
  return async ({ raw, headers }: Pick<FastifyRequest, 'raw' | 'headers'>): Promise<unknown> => {
    if (Number(headers['content-length']) > limits.bytesMax)
      throw new WhorlError('payload_too_large')
    const { value, text } = parseJson(await collectBody(raw, limits))
    const field = findUnknownField(schema, value)
    if (field !== undefined) throw new WhorlError(unknownField, { details: { field } })
    const body = tidyJson(value, text)
    if (checker.Check(body)) return body
    const [error] = checker.Errors(body)
    const reason = `body${error?.instancePath ?? ''} ${error?.message ?? ''}`
    if (tellsReason) throw new WhorlError('invalid_management_request', { details: { reason } })
    throw unreadable(reason)
  }
}
