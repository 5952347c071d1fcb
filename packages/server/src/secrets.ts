import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { StartError } from './start-error'

/** The keys of this installation, all derived from one secret. */
export interface Secrets {
  /** Names the secret in everything that is signed or sealed with it: 8 hex digits. */
  readonly keyId: string
  readonly token: Uint8Array
  readonly challengeMac: Uint8Array
  readonly challengeMaster: Uint8Array
  readonly eventBucket: Uint8Array
  readonly tombstone: Uint8Array
  readonly view: Uint8Array
  readonly proximity: Uint8Array
  readonly box: Box
}

/** Keeps stored secrets unreadable without the installation's key: AES-256-GCM, random nonces. */
export interface Box {
  /** @param context bound to the text: opening it elsewhere fails */
  seal(text: string, context: string): string
  /** @throws Error when the box was made with another key, for another context, or was changed */
  open(sealed: string, context: string): string
}

/** Derives every key by HKDF-SHA-256 under its own label. */
export function deriveSecrets(secret: string): Secrets {
  const derive = (label: string, bytes = 32) =>
    new Uint8Array(hkdfSync('sha256', secret, 'whorl', label, bytes))
  const keyId = Buffer.from(derive('key id', 4)).toString('hex')
  return {
    keyId,
    token: derive('visitor token'),
    challengeMac: derive('challenge mac'),
    challengeMaster: derive('challenge master'),
    eventBucket: derive('event bucket'),
    tombstone: derive('tombstone'),
    view: derive('view token'),
    proximity: derive('proximity'),
    box: createBox(derive('box'), keyId),
  }
}

/**
 * The installation's secret: the variable, else `secret.key` in the data folder, which the first
 * start makes.
 *
 * @throws StartError when a server database is used without the variable: several servers must
 *   share one secret, and a file on one of them would be lost with it
 */
export function findSecret(options: {
  secretKey: string | undefined
  dataFolder: string
  databaseUrl: string
}): string {
  if (options.secretKey !== undefined) return options.secretKey
  if (!options.databaseUrl.startsWith('sqlite:'))
    throw new StartError('WHORL_SECRET_KEY must be set when WHORL_DATABASE is PostgreSQL.')
  return readOrCreateKeyFile(options.dataFolder)
}

function readOrCreateKeyFile(dataFolder: string): string {
  const path = join(dataFolder, 'secret.key')
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 })
    // `wx`: of two servers that start at once exactly one writes, and both read the same.
    writeFileSync(path, `${randomBytes(32).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (cause) {
    if (!isExisting(cause)) throw new StartError(`The secret key ${path} cannot be made.`, cause)
  }
  const secret = readFileSync(path, 'utf8').trim()
  if (secret.length < 32)
    throw new StartError(`${path} is damaged: it must hold at least 32 characters.`)
  return secret
}

function isExisting(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'EEXIST'
}

function createBox(key: Uint8Array, keyId: string): Box {
  return {
    seal(text, context) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(context))
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `${keyId}.${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`
    },
    open(sealed, context) {
      const [sealedBy, text = ''] = sealed.split('.')
      if (sealedBy !== keyId) throw new Error(`sealed with key ${sealedBy}, this is ${keyId}`)
      const bytes = Buffer.from(text, 'base64url')
      if (bytes.length < 28) throw new Error('a sealed text is too short')
      const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
      cipher.setAAD(Buffer.from(context))
      cipher.setAuthTag(bytes.subarray(-16))
      return Buffer.concat([cipher.update(bytes.subarray(12, -16)), cipher.final()]).toString()
    },
  }
}

/** HMAC-SHA-256 over parts that are kept apart by their lengths. */
export function mac(key: Uint8Array, ...parts: readonly (string | Uint8Array)[]): Buffer {
  const hmac = createHmac('sha256', key)
  for (const part of parts) {
    const bytes = typeof part === 'string' ? Buffer.from(part) : part
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    hmac.update(length).update(bytes)
  }
  return hmac.digest()
}
