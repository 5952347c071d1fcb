import { defineSource } from '../define'

/** `5.0 (X11)` and the like in Firefox, the user agent without `Mozilla/` elsewhere. */
export const appVersion = defineSource('appVersion', () => navigator.appVersion)
