import { expect, test } from 'vitest'
import { challengeKey, checkChallenge, issueChallenge } from './challenge'
import { deriveSecrets } from './secrets'

const secrets = deriveSecrets('a secret of this test, long enough')
const holder = { publicKey: 'pk_a', origin: 'https://a.example' }
const now = 1_790_000_000_000

test('is valid for 120 seconds and five of grace', () => {
  const { id, key, keyId, issuedAt } = issueChallenge(secrets, holder, now)
  expect({ keyId, issuedAt }).toEqual({ keyId: secrets.keyId, issuedAt: now })
  expect(Buffer.from(key, 'base64url')).toEqual(challengeKey(secrets, id))
  const states = [0, 124_999, 125_000, 125_001].map((age) =>
    checkChallenge(secrets, id, holder, now + age),
  )
  expect(states).toEqual(['valid', 'valid', 'valid', 'expired'])
})

test('is never the same twice, and fits into a header', () => {
  const ids = Array.from({ length: 1_000 }, () => issueChallenge(secrets, holder, now).id)
  expect(new Set(ids).size).toBe(1_000)
  expect(ids.every((id) => /^[\w-]{8,120}$/.test(id))).toBe(true)
})

test('of somebody else is forged', () => {
  const { id } = issueChallenge(secrets, holder, now)
  const check = (other: object) => checkChallenge(secrets, id, { ...holder, ...other }, now)
  expect(check({ publicKey: 'pk_b' })).toBe('forged')
  expect(check({ origin: 'https://b.example' })).toBe('forged')
  expect(check({ publicKey: 'pk_ahttps', origin: '://a.example' })).toBe('forged')
  const others = deriveSecrets('the secret of another installation')
  expect(checkChallenge(others, id, holder, now)).toBe('forged')
})

test('with any character changed is forged', () => {
  const { id } = issueChallenge(secrets, holder, now)
  for (let at = 0; at < id.length; at++) {
    const changed = id.slice(0, at) + (id[at] === 'A' ? 'B' : 'A') + id.slice(at + 1)
    expect(checkChallenge(secrets, changed, holder, now)).toBe('forged')
  }
  for (const text of ['', 'x', `${id}A`, id.slice(1)])
    expect(checkChallenge(secrets, text, holder, now)).toBe('forged')
})
