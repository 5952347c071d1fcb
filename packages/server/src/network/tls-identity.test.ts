import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { StartError } from '../start-error'
import { createLocalCertificate } from './local-certificate'
import { readTlsIdentity } from './tls-identity'

let folder: string
const path = (name: string) => join(folder, name)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'whorl-tls-'))
  for (const name of ['a', 'b']) {
    const { cert, key } = createLocalCertificate(Date.now())
    writeFileSync(path(`${name}.pem`), cert)
    writeFileSync(path(`${name}.key`), key)
  }
  writeFileSync(path('empty'), '')
})
afterAll(() => rmSync(folder, { recursive: true }))

const read = (cert?: string, key?: string) =>
  readTlsIdentity({ tlsCert: cert && path(cert), tlsKey: key && path(key) })

test('reads certificate and key', () => {
  expect(read('a.pem', 'a.key')?.cert.toString()).toMatch(/^-----BEGIN CERTIFICATE-----\n/)
})

test('is absent without both', () => {
  expect(read()).toBeUndefined()
})

describe('says in one sentence', () => {
  test.each([
    ['one without the other', 'a.pem', undefined, /^Set both WHORL_TLS_CERT and WHORL_TLS_KEY/],
    ['the other without the one', undefined, 'a.key', /^Set both WHORL_TLS_CERT and WHORL_TLS_KEY/],
    ['no such file', 'none', 'a.key', /^WHORL_TLS_CERT: .*none cannot be read\.$/],
    ['an empty certificate', 'empty', 'a.key', /^WHORL_TLS_CERT: .*empty holds no certificate/],
    ['a key that is none', 'a.pem', 'b.pem', /^WHORL_TLS_KEY: .*b\.pem holds no private key/],
    ['a strange key', 'a.pem', 'b.key', /^The key of WHORL_TLS_KEY is not that of the certificate/],
  ])('%s', (_, cert, key, sentence) => {
    expect(() => read(cert, key)).toThrow(StartError)
    expect(() => read(cert, key)).toThrow(sentence)
  })
})
