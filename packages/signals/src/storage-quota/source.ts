import { tryNamed } from '../browser/try-named'
import { defineSource } from '../define'

/** Bytes. Chromium since 147 says 10 GiB everywhere, private or not. */
export const storageQuota = defineSource('storageQuota', async () => {
  const storage = tryNamed(['SecurityError'], () => navigator.storage, undefined)
  if (!storage?.estimate) return undefined
  try {
    return (await storage.estimate()).quota
  } catch (error) {
    // TypeError: the page's origin is opaque; DOMException: storage is switched off.
    if (error instanceof TypeError || error instanceof DOMException) return undefined
    throw error
  }
})
