import { defineSource } from '../define'

const flavors = [
  // Chromium and its derivatives.
  'chrome',
  'opr',
  'opera',
  'yandex',
  '__yb',
  '__ybro',
  'vivaldi',
  'samsungAr',
  'MiuiWebView',
  'ucapi',
  'ucweb',
  'UCShellJava',
  'puffinDevice',
  'OculusBrowser',
  '__crWeb',
  '__gCrWeb',
  // Safari and web views of Apple.
  'safari',
  'webkit',
  '__firefox__',
  '__edgeTrackingPreventionStatistics',
  'ApplePaySession',
  // Old Edge and others.
  'external',
  'netscape',
  'epiphany',
  'sidebar',
]

/** Presence only: the objects themselves are not touched. */
export const vendorFlavors = defineSource('vendorFlavors', () =>
  flavors.filter((flavor) => flavor in window),
)
