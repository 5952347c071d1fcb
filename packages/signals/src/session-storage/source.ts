import { tryNamed } from '../browser/try-named'
import { defineSource } from '../define'

/** Nothing is written. Where storage is blocked the mere access throws a SecurityError. */
export const sessionStorage = defineSource('sessionStorage', () =>
  tryNamed(['SecurityError'], () => !!window.sessionStorage, false),
)
