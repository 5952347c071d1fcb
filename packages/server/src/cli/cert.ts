import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../config'
import { createLocalCertificate } from '../network/local-certificate'
import { StartError } from '../start-error'

/**
 * `whorl cert`: a self-signed certificate for localhost in the data folder, for development. An
 * existing one is replaced.
 *
 * @returns the settings that use it, one a line
 * @throws StartError when the files cannot be written
 */
export function makeCertificate(env: NodeJS.ProcessEnv): string {
  const { dataFolder } = readConfig(env)
  const files = { cert: join(dataFolder, 'localhost.pem'), key: join(dataFolder, 'localhost.key') }
  const { cert, key } = createLocalCertificate(Date.now())
  try {
    mkdirSync(dataFolder, { recursive: true })
    writeFileSync(files.key, key, { mode: 0o600 })
    writeFileSync(files.cert, cert)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new StartError(`No certificate was made: ${reason}`, cause)
  }
  return `WHORL_TLS_CERT=${files.cert}\nWHORL_TLS_KEY=${files.key}`
}
