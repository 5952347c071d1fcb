import { nameOf } from '../browser/try-named'
import { defineSource } from '../define'

/** The folder could be opened. */
export const ok = 'ok'

/**
 * Whether the origin's private file system opens. Firefox 153 rejects with SecurityError in private
 * windows and opens it in normal ones. WebKitGTK 2.50 has none. Late: it may touch the disk.
 */
export const privateFiles = defineSource(
  'privateFiles',
  async () => {
    // Missing on insecure pages, although the DOM library says that it is always there.
    const { storage } = navigator as { storage?: StorageManager }
    if (!storage?.getDirectory) return undefined
    try {
      await storage.getDirectory()
      return ok
    } catch (error) {
      // Every refusal is a fact here; only its name goes on.
      return nameOf(error)
    }
  },
  { stage: 'late', timeoutMs: 2_000 },
)
