import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { deriveSecrets, findSecret, mac } from './secrets'

let dataFolder: string
beforeEach(() => {
  dataFolder = mkdtempSync(join(tmpdir(), 'whorl-secret-'))
})
afterEach(() => rmSync(dataFolder, { recursive: true }))

const sqlite = { secretKey: undefined, databaseUrl: 'sqlite:' }

describe('the secret', () => {
  test('is made once, for the owner alone', () => {
    const folder = join(dataFolder, 'new/data')
    const first = findSecret({ ...sqlite, dataFolder: folder })
    expect(findSecret({ ...sqlite, dataFolder: folder })).toBe(first)
    expect(first).toMatch(/^[\w-]{43}$/)
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600)
  })

  test('of the variable comes first, and no file is made', () => {
    const secretKey = 'k'.repeat(40)
    expect(findSecret({ ...sqlite, dataFolder, secretKey })).toBe(secretKey)
    expect(() => readFileSync(join(dataFolder, 'secret.key'))).toThrow()
  })

  test('must be given with PostgreSQL', () => {
    const database = { databaseUrl: 'postgres://h/d', secretKey: undefined, dataFolder }
    expect(() => findSecret(database)).toThrow(/WHORL_SECRET_KEY must be set/)
  })

  test('that is damaged stops the start', () => {
    writeFileSync(join(dataFolder, 'secret.key'), 'x\n')
    expect(() => findSecret({ ...sqlite, dataFolder })).toThrow(/is damaged/)
  })
})

test('keys are the same for the same secret, and all different', () => {
  const { keyId, box: _, ...keys } = deriveSecrets('one secret of 32 characters or more')
  const again = deriveSecrets('one secret of 32 characters or more')
  expect(again.keyId).toBe(keyId)
  expect(again.token).toEqual(keys.token)
  const texts = Object.values(keys).map((key) => Buffer.from(key).toString('hex'))
  expect(new Set(texts).size).toBe(texts.length)
  expect(deriveSecrets('another secret').keyId).not.toBe(keyId)
})

describe('the box', () => {
  const { box } = deriveSecrets('one secret of 32 characters or more')

  test('gives back what was put in', () => {
    const sealed = box.seal('a webhook secret ☃', 'ws_a')
    expect(sealed).not.toContain('webhook')
    expect(box.open(sealed, 'ws_a')).toBe('a webhook secret ☃')
    expect(box.seal('a webhook secret ☃', 'ws_a')).not.toBe(sealed)
  })

  test('opens nowhere else, with no other key, and not when it was changed', () => {
    const sealed = box.seal('text', 'ws_a')
    expect(() => box.open(sealed, 'ws_b')).toThrow()
    expect(() => deriveSecrets('another secret').box.open(sealed, 'ws_a')).toThrow(
      /sealed with key/,
    )
    const changed = sealed.slice(0, -2) + (sealed.at(-2) === 'A' ? 'B' : 'A') + sealed.slice(-1)
    expect(() => box.open(changed, 'ws_a')).toThrow()
    expect(() => box.open('', 'ws_a')).toThrow()
  })
})

test('parts of a MAC cannot be moved into each other', () => {
  const key = new Uint8Array(32)
  expect(mac(key, 'ab', 'c')).not.toEqual(mac(key, 'a', 'bc'))
})
