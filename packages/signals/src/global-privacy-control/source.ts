import { defineSource } from '../define'

/** Firefox 153 sets it in private windows; Chromium 156 has none. */
export const globalPrivacyControl = defineSource(
  'globalPrivacyControl',
  // Not in the DOM library yet.
  () => (navigator as { globalPrivacyControl?: boolean }).globalPrivacyControl,
)
