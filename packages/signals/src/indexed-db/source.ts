import { tryNamed } from '../browser/try-named'
import { defineSource } from '../define'

/** No database is opened. Where storage is blocked the mere access throws a SecurityError. */
export const indexedDb = defineSource('indexedDb', () =>
  tryNamed(['SecurityError'], () => !!window.indexedDB, false),
)
