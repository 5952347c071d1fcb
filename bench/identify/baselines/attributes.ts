import type { Visit } from '../world/browser'

/** The attributes that older linkers look at, each as one text. */
export interface Attributes {
  readonly os: string
  readonly platform: string
  readonly family: string
  readonly version: number
  readonly userAgent: string
  readonly accept: string
  readonly languages: string
  readonly timezone: string
  readonly screen: string
  readonly plugins: string
  readonly fonts: string
  readonly canvas: string
  readonly gpuVendor: string
  readonly renderer: string
  readonly doNotTrack: string
  readonly storage: string
}

export function attributesOf({ readings, network }: Visit): Attributes {
  const text = (name: string) => JSON.stringify(readings[name]?.value) ?? ''
  const basics = readings.webglBasics?.value
  const gpu = typeof basics === 'object' && basics !== null ? Object.values(basics) : []
  return {
    os: network.browser.os,
    platform: text('platform'),
    family: network.browser.browserName,
    version: Number(network.browser.browserMajorVersion),
    userAgent: network.userAgent,
    accept: network.headers.acceptLanguage ?? '',
    languages: text('languages'),
    timezone: text('timezone'),
    screen: `${text('screenResolution')}${text('colorDepth')}`,
    plugins: text('plugins'),
    fonts: text('fonts'),
    canvas: text('canvas'),
    gpuVendor: String(gpu[2] ?? ''),
    renderer: String(gpu[4] ?? ''),
    doNotTrack: text('doNotTrack'),
    storage: text('localStorage') + text('cookiesEnabled'),
  }
}
