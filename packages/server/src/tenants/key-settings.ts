import type { ApiKey } from '@whorl/store'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

/** What people say about a key; kept as its settings. */
const KeySettings = Type.Object({
  name: Type.Optional(Type.String()),
  description: Type.Optional(Type.String()),
  /** Unix ms from which on the key is as good as none. */
  expiresAt: Type.Optional(Type.Number()),
  /** Unix ms. */
  disabledAt: Type.Optional(Type.Number()),
  /** Requests a second; absent: what its environment says. */
  rateLimit: Type.Optional(Type.Number({ minimum: 0 })),
})
export type KeySettings = Static<typeof KeySettings>

const check = Compile(KeySettings)
const none: KeySettings = {}

/** @throws TypeError when the stored settings are not ours: a damaged row must not pass silently */
export function keySettings({ id, settings }: ApiKey): KeySettings {
  if (settings === undefined) return none
  if (!check.Check(settings)) throw new TypeError(`settings of key ${id} are damaged`)
  return settings
}

/**
 * Whether a key opens anything: enabled, and not expired.
 *
 * @param now Unix ms
 */
export function isKeyUsable(key: ApiKey, now: number): boolean {
  if (key.status !== 'enabled') return false
  const { expiresAt } = keySettings(key)
  return expiresAt === undefined || now < expiresAt
}

/** The key with its status set; remembers since when it is disabled. */
export function withStatus(key: ApiKey, status: ApiKey['status'], now: number): ApiKey {
  if (key.status === status) return key
  const { disabledAt: _, ...rest } = keySettings(key)
  return {
    ...key,
    status,
    settings: { ...rest, ...(status === 'disabled' && { disabledAt: now }) },
  }
}
