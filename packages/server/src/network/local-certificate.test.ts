import { X509Certificate } from 'node:crypto'
import { expect, test } from 'vitest'
import { createLocalCertificate } from './local-certificate'

const now = Date.UTC(2026, 10, 27)

test('makes a certificate that signs itself, for this machine only', () => {
  const { cert } = createLocalCertificate(now)
  const certificate = new X509Certificate(cert)
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  expect(certificate.subject).toBe('CN=localhost')
  expect(certificate.subjectAltName).toBe(
    'DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1',
  )
  expect(certificate.ca).toBe(false)
  expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
})

test('lasts a year from yesterday on', () => {
  const certificate = new X509Certificate(createLocalCertificate(now).cert)
  expect(Date.parse(certificate.validFrom)).toBe(now - 86_400_000)
  expect(Date.parse(certificate.validTo)).toBe(now + 365 * 86_400_000)
})

test('makes a new key and number each time', () => {
  const [first, second] = [createLocalCertificate(now), createLocalCertificate(now)]
  expect(first.key).not.toBe(second.key)
  const serials = [first, second].map(({ cert }) => new X509Certificate(cert).serialNumber)
  expect(new Set(serials).size).toBe(2)
})
