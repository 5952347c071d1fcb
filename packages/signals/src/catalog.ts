import { apis } from './apis/signal'
import { appVersion } from './app-version/signal'
import { architecture } from './architecture/signal'
import { audio } from './audio/signal'
import { batteryCharging } from './battery-charging/signal'
import { batteryLevel } from './battery-level/signal'
import { brave } from './brave/signal'
import { canvas } from './canvas/signal'
import { canvasNoise } from './canvas-noise/signal'
import { chromeTraits } from './chrome-traits/signal'
import { codecs } from './codecs/signal'
import { colorDepth } from './color-depth/signal'
import { colorGamut } from './color-gamut/signal'
import { colorScheme } from './color-scheme/signal'
import { compiledCode } from './compiled-code/signal'
import { connection } from './connection/signal'
import { consoleCost } from './console-cost/signal'
import { contrast } from './contrast/signal'
import { cookiesEnabled } from './cookies-enabled/signal'
import { cspFrame } from './csp-frame/signal'
import { dateTimeLocale } from './date-time-locale/signal'
import { deviceMemory } from './device-memory/signal'
import { devicePixelRatio } from './device-pixel-ratio/signal'
import { displayUpdate } from './display-update/signal'
import { doNotTrack } from './do-not-track/signal'
import { driverGlobals } from './driver-globals/signal'
import { emoji } from './emoji/signal'
import { engine } from './engine/signal'
import { engineTraits } from './engine-traits/signal'
import { fileAccess } from './file-access/signal'
import { fontHash } from './font-hash/signal'
import { fontPreferences } from './font-preferences/signal'
import { fonts } from './fonts/signal'
import { forcedColors } from './forced-colors/signal'
import { globalPrivacyControl } from './global-privacy-control/signal'
import { hardwareConcurrency } from './hardware-concurrency/signal'
import { hdr } from './hdr/signal'
import { indexedDb } from './indexed-db/signal'
import { inputCadence } from './input-cadence/signal'
import { invertedColors } from './inverted-colors/signal'
import { keyboardLayoutHash } from './keyboard-layout-hash/signal'
import { keyboardLayoutName } from './keyboard-layout-name/signal'
import { languages } from './languages/signal'
import { localStorage } from './local-storage/signal'
import { math } from './math/signal'
import { mediaDevices } from './media-devices/signal'
import { monochrome } from './monochrome/signal'
import { nativeChecks } from './native-checks/signal'
import { oscpu } from './oscpu/signal'
import { overrides } from './overrides/signal'
import { pdfViewerEnabled } from './pdf-viewer-enabled/signal'
import { permissions } from './permissions/signal'
import { platform } from './platform/signal'
import { plugins } from './plugins/signal'
import { pointer } from './pointer/signal'
import { position } from './position/signal'
import { privateFiles } from './private-files/signal'
import { productSub } from './product-sub/signal'
import { reducedMotion } from './reduced-motion/signal'
import { reducedTransparency } from './reduced-transparency/signal'
import { screenFrame } from './screen-frame/signal'
import { screenResolution } from './screen-resolution/signal'
import { sessionStorage } from './session-storage/signal'
import { stackTrap } from './stack-trap/signal'
import { storageDurability } from './storage-durability/signal'
import { storageQuota } from './storage-quota/signal'
import { systemFonts } from './system-fonts/signal'
import { timerStep } from './timer-step/signal'
import { timezone } from './timezone/signal'
import { timezoneOffset } from './timezone-offset/signal'
import { touchSupport } from './touch-support/signal'
import { userAgent } from './user-agent/signal'
import { userAgentData } from './user-agent-data/signal'
import { vendor } from './vendor/signal'
import { vendorFlavors } from './vendor-flavors/signal'
import { voices } from './voices/signal'
import { webdriver } from './webdriver/signal'
import { webglBasics } from './webgl-basics/signal'
import { webglExtensions } from './webgl-extensions/signal'
import { webglLimits } from './webgl-limits/signal'
import { webglStatus } from './webgl-status/signal'
import { webgpu } from './webgpu/signal'
import { windowGeometry } from './window-geometry/signal'
import { workerFacts } from './worker-facts/signal'

/**
 * Every signal, in the order of the documentation. Pure: server, docs and dashboard import it.
 * One line here, one in `sources.ts`.
 */
export const catalog = [
  // The machine.
  engine,
  platform,
  architecture,
  hardwareConcurrency,
  deviceMemory,
  oscpu,
  vendor,
  touchSupport,
  // The screen and what the user asked of it.
  screenResolution,
  colorDepth,
  colorGamut,
  hdr,
  contrast,
  forcedColors,
  monochrome,
  invertedColors,
  reducedMotion,
  reducedTransparency,
  displayUpdate,
  colorScheme,
  screenFrame,
  windowGeometry,
  devicePixelRatio,
  pointer,
  // Fonts.
  fonts,
  fontHash,
  fontPreferences,
  emoji,
  systemFonts,
  // Pictures and sound.
  canvas,
  canvasNoise,
  audio,
  webglStatus,
  webglBasics,
  webglLimits,
  webglExtensions,
  webgpu,
  // Place and language.
  timezone,
  timezoneOffset,
  languages,
  dateTimeLocale,
  keyboardLayoutHash,
  keyboardLayoutName,
  // The build of the browser.
  userAgent,
  appVersion,
  productSub,
  userAgentData,
  engineTraits,
  vendorFlavors,
  apis,
  math,
  codecs,
  plugins,
  pdfViewerEnabled,
  // Storage.
  cookiesEnabled,
  sessionStorage,
  localStorage,
  indexedDb,
  storageQuota,
  privateFiles,
  storageDurability,
  // Privacy and automation.
  webdriver,
  driverGlobals,
  overrides,
  doNotTrack,
  globalPrivacyControl,
  brave,
  permissions,
  timerStep,
  stackTrap,
  consoleCost,
  compiledCode,
  workerFacts,
  fileAccess,
  nativeChecks,
  cspFrame,
  chromeTraits,
  inputCadence,
  // Devices and network.
  batteryLevel,
  batteryCharging,
  mediaDevices,
  position,
  connection,
  voices,
] as const

/** Name of a signal, as it stands in a payload. */
export type SignalName = (typeof catalog)[number]['name']
