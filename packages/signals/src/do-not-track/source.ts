import { defineSource } from '../define'

/** `1`, `0` or `unspecified`; `undefined` where there is no setting. */
export const doNotTrack = defineSource('doNotTrack', () => navigator.doNotTrack ?? undefined)
