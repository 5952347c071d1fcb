import { describe, expect, test } from 'vitest'
import { readApiKey } from './read-api-key'

describe('v4', () => {
  test.each([
    ['Bearer sk_a', 'sk_a'],
    ['bearer   sk_a  ', 'sk_a'],
    ['BEARER sk a', 'sk a'],
    ['Bearer', undefined],
    ['Bearer   ', undefined],
    ['', undefined],
    ['sk_a', undefined],
    ['Bearersk_a', undefined],
    ['Basic c2s6', undefined],
  ])('"%s" is %s', (authorization, key) => {
    expect(readApiKey('v4', { authorization }, {})).toBe(key)
  })

  test('knows neither the header nor the parameter of v3', () => {
    expect(readApiKey('v4', { 'auth-api-key': 'sk_a' }, { api_key: 'sk_a' })).toBeUndefined()
  })
})

describe.each(['v3', 'v3-visitors'] as const)('%s', (family) => {
  test('takes header, parameter and bearer, in this order', () => {
    const headers = { 'auth-api-key': 'sk_h', authorization: 'Bearer sk_b' }
    expect(readApiKey(family, headers, { api_key: 'sk_q' })).toBe('sk_h')
    expect(readApiKey(family, { authorization: 'Bearer sk_b' }, { api_key: 'sk_q' })).toBe('sk_q')
    expect(readApiKey(family, { authorization: 'Bearer sk_b' }, {})).toBe('sk_b')
    expect(readApiKey(family, {}, {})).toBeUndefined()
  })

  test('empty is none, and of repeated parameters the first counts', () => {
    expect(readApiKey(family, { 'auth-api-key': ' ' }, { api_key: '' })).toBeUndefined()
    expect(readApiKey(family, {}, { api_key: ['sk_1', 'sk_2'] })).toBe('sk_1')
  })
})
