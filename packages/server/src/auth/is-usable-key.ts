import type { ApiKey } from '@whorl/store'

/** Keys may end; those that were made without an end have none. */
type EndingKey = ApiKey & { readonly expiresAt?: number | null }

/**
 * Whether a key opens anything at all.
 *
 * @param now Unix ms; asked only of a key that ends
 */
export function isUsableKey(key: ApiKey, now: () => number): boolean {
  // Not every stored key has the field.
  const { status, expiresAt } = key as EndingKey
  if (status !== 'enabled') return false
  return expiresAt === undefined || expiresAt === null || now() < expiresAt
}
