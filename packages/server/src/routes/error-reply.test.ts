import { WhorlError } from '@whorl/wire'
import { expect, test } from 'vitest'
import { toErrorReply } from './error-reply'

const notFound = new WhorlError('event_not_found')

test('each API says it in its own words', () => {
  expect(toErrorReply('v4', notFound)).toMatchObject({
    status: 404,
    body: { error: { code: 'event_not_found', message: 'event id not found' } },
  })
  expect(toErrorReply('v3', notFound)).toMatchObject({
    status: 404,
    body: { error: { code: 'RequestNotFound', message: 'request id not found' } },
  })
  expect(toErrorReply('v3-visitors', new WhorlError('secret_api_key_required'))).toMatchObject({
    status: 403,
    body: { error: 'Forbidden (HTTP 403)' },
  })
})

test('a limit says when to come back', () => {
  const error = new WhorlError('too_many_requests', { details: { retryAfterSeconds: 3 } })
  for (const family of ['v4', 'v3', 'v3-visitors'] as const) {
    expect(toErrorReply(family, error)).toMatchObject({
      status: 429,
      headers: { 'retry-after': '3' },
    })
  }
})

test('a bug shows nothing of itself', () => {
  const { status, body } = toErrorReply('v4', new Error('password is hunter2'))
  expect(status).toBe(500)
  expect(body).toEqual({ error: { code: 'failed', message: 'internal server error' } })
})
