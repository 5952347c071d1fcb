import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import type { Config } from '../config'
import { StartError } from '../start-error'

/** Certificate chain and key, as PEM. */
export interface TlsIdentity {
  readonly cert: Buffer
  readonly key: Buffer
}

/**
 * Reads what the server needs to end TLS itself.
 *
 * @returns `undefined` when it is not configured to
 * @throws StartError when a file cannot be used, or the two do not belong together
 */
export function readTlsIdentity({
  tlsCert,
  tlsKey,
}: Pick<Config, 'tlsCert' | 'tlsKey'>): TlsIdentity | undefined {
  if (tlsCert === undefined && tlsKey === undefined) return undefined
  if (tlsCert === undefined || tlsKey === undefined)
    throw new StartError('Set both WHORL_TLS_CERT and WHORL_TLS_KEY, or neither.')
  const cert = readFile('WHORL_TLS_CERT', tlsCert)
  const key = readFile('WHORL_TLS_KEY', tlsKey)
  const certificate = parse(`WHORL_TLS_CERT: ${tlsCert} holds no certificate in PEM form.`, () => {
    return new X509Certificate(cert)
  })
  const privateKey = parse(
    `WHORL_TLS_KEY: ${tlsKey} holds no private key in PEM form, or one with a passphrase.`,
    () => createPrivateKey(key),
  )
  if (!certificate.checkPrivateKey(privateKey))
    throw new StartError(`The key of WHORL_TLS_KEY is not that of the certificate ${tlsCert}.`)
  parse(`OpenSSL refuses the certificate ${tlsCert}.`, () => createSecureContext({ cert, key }))
  return { cert, key }
}

function readFile(variable: string, path: string): Buffer {
  return parse(`${variable}: ${path} cannot be read.`, () => readFileSync(path))
}

/** Whatever these throw, the file is the reason. */
function parse<Value>(sentence: string, make: () => Value): Value {
  try {
    return make()
  } catch (cause) {
    throw new StartError(sentence, cause)
  }
}
