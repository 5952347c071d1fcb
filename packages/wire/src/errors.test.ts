import { expect, test } from 'vitest'
import { type ErrorCode, errors, fillMessage, visitorsErrorText, WhorlError } from './errors'

const codes = Object.keys(errors) as ErrorCode[] // keyof typeof errors: Object.keys widens it

test('every error is one the caller or the server is answerable for', () => {
  for (const code of codes) {
    for (const [status, name, message] of [errors[code].v4, errors[code].v3]) {
      expect(status, code).toBeGreaterThanOrEqual(400)
      expect(status, code).toBeLessThan(600)
      expect(name, code).toMatch(/^[A-Za-z_]+$/)
      expect(message.length, code).toBeGreaterThan(0)
    }
  }
})

test.each([
  ['secret_api_key_required', 'Forbidden (HTTP 403)'],
  ['secret_api_key_not_found', 'Forbidden (HTTP 403)'],
  ['wrong_region', 'Wrong region (HTTP 403)'],
  ['invalid_limit', 'bad request'],
  ['invalid_visitor_id', 'bad request'],
  ['too_many_requests', 'too many requests'],
] as const)('visitors of v3 say %s in plain text', (code, text) => {
  expect(visitorsErrorText(code)).toBe(text)
})

test('keeps cause and details for the log', () => {
  const cause = new Error('disk')
  const error = new WhorlError('failed', { cause, details: { path: 'x' } })
  expect(error.cause).toBe(cause)
  expect(error.details).toEqual({ path: 'x' })
  expect(error.message).toContain('internal server error')
})

test('a message shows the details that it names, once and not endlessly', () => {
  const [, , message] = errors.unknown_body_field.v4
  expect(fillMessage(message, { field: 'colour', other: 'x' })).toBe(
    'request body contains an unknown field "colour"',
  )
  expect(fillMessage(message, { field: '{field}$&' })).toContain('"{field}$&"')
  expect(fillMessage(message, { field: 'x'.repeat(5_000) }).length).toBeLessThan(200)
  expect(fillMessage(message, {})).toBe(message)
  const error = new WhorlError('unknown_body_field', { details: { field: 'colour' } })
  expect(error.message).toContain('"colour"')
})
