import { defineSource } from '../define'

/** A position that is younger may be told again. */
const ageMsMax = 600_000

/**
 * Where the device is, only on pages that have the user's permission already: nobody is ever asked.
 * Browsers may show their sign for it meanwhile. The server keeps an area of it and never the place.
 */
export const position = defineSource(
  'position',
  async () => {
    if (!navigator.permissions?.query || !navigator.geolocation) return undefined
    const { state } = await navigator.permissions.query({ name: 'geolocation' })
    return state === 'granted' ? locate() : undefined
  },
  { stage: 'late', timeoutMs: 3_000 },
)

/** `undefined` when the browser has a permission and no position. */
function locate() {
  return new Promise<object | undefined>((resolve) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords: { latitude, longitude, accuracy } }) =>
        resolve({ latitude, longitude, accuracyM: accuracy }),
      () => resolve(undefined),
      { maximumAge: ageMsMax, timeout: 2_000 },
    )
  })
}
