import { defineSource } from '../define'

/** What the page sees; the header may differ. */
export const userAgent = defineSource('userAgent', () => navigator.userAgent)
