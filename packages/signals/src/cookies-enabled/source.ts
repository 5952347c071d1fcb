import { defineSource } from '../define'

/** What the browser says; no cookie is written. */
export const cookiesEnabled = defineSource('cookiesEnabled', () => navigator.cookieEnabled)
