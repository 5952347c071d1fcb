import { definedEnv } from '../browsers/chromium'

/**
 * What every cell shares unless it is about that: environment cannot stand in for behaviour. The
 * screen is Xvfb's own default, the address is loopback.
 */
export const sharedEnv = {
  TZ: 'Europe/Berlin',
  LANG: 'en_US.UTF-8',
  LANGUAGE: 'en_US.UTF-8',
  LC_ALL: 'en_US.UTF-8',
} as const

/** The environment of a browser that a driver starts. */
export const driverEnv = (display?: string): Record<string, string> => ({
  ...definedEnv(),
  ...sharedEnv,
  ...(display !== undefined && { DISPLAY: display }),
})
