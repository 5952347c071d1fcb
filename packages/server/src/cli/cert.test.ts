import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readTlsIdentity } from '../network/tls-identity'
import { StartError } from '../start-error'
import { makeCertificate } from './cert'

test('makes files that the settings it names can use', () => {
  const folder = mkdtempSync(join(tmpdir(), 'whorl-cert-'))
  const data = join(folder, 'data')
  const lines = makeCertificate({ WHORL_DATA: data }).split('\n')
  const settings = new Map(lines.map((line) => line.split('=') as [string, string]))
  const [tlsCert, tlsKey] = [settings.get('WHORL_TLS_CERT'), settings.get('WHORL_TLS_KEY')]
  expect(readTlsIdentity({ tlsCert, tlsKey })).toBeDefined()
  expect(statSync(tlsKey ?? '').mode & 0o777).toBe(0o600)
  rmSync(folder, { recursive: true })
})

test('says in one sentence that it cannot write', () => {
  expect(() => makeCertificate({ WHORL_DATA: '/dev/null/x' })).toThrow(StartError)
})
