import type { Engine } from '../define'

/**
 * Engine family by counting features that only one family has; three of six must be there. Never
 * the user agent. Checked in Chromium 156, Firefox 153 and WebKitGTK 2.50.
 */
export function readEngine(): Engine {
  if (count(blinkFeatures()) > 2) return 'blink'
  if (count(geckoFeatures()) > 2) return 'gecko'
  if (count(webkitFeatures()) > 2) return 'webkit'
  return 'unknown'
}

const count = (features: readonly boolean[]) => features.filter(Boolean).length

const blinkFeatures = () => [
  'webkitRequestFileSystem' in window,
  'onbeforeinstallprompt' in window,
  'BackgroundFetchManager' in window,
  'PerformanceLongTaskTiming' in window,
  'webkitPersistentStorage' in navigator,
  supports('-webkit-app-region', 'none'),
]

const geckoFeatures = () => [
  'mozInnerScreenX' in window,
  'scrollMaxX' in window,
  'buildID' in navigator,
  'mozFullScreen' in document,
  'onmozfullscreenchange' in document,
  supports('-moz-appearance', 'none'),
]

const webkitFeatures = () => [
  'VideoTrackList' in window,
  'onwebkitmouseforcechanged' in document,
  'GestureEvent' in window,
  'webkitConvertPointFromNodeToPage' in window,
  supports('-webkit-nbsp-mode', 'space'),
  supports('-webkit-text-zoom', 'normal'),
]

// Emulated pages have no `CSS`.
const supports = (property: string, value: string) =>
  typeof CSS !== 'undefined' && CSS.supports(property, value)
