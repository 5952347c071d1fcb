import { apis } from './apis/source'
import { appVersion } from './app-version/source'
import { architecture } from './architecture/source'
import { audio } from './audio/source'
import { batteryCharging } from './battery-charging/source'
import { batteryLevel } from './battery-level/source'
import { brave } from './brave/source'
import { canvas } from './canvas/source'
import { canvasNoise } from './canvas-noise/source'
import { chromeTraits } from './chrome-traits/source'
import { codecs } from './codecs/source'
import { colorDepth } from './color-depth/source'
import { colorGamut } from './color-gamut/source'
import { colorScheme } from './color-scheme/source'
import { compiledCode } from './compiled-code/source'
import { connection } from './connection/source'
import { consoleCost } from './console-cost/source'
import { contrast } from './contrast/source'
import { cookiesEnabled } from './cookies-enabled/source'
import { cspFrame } from './csp-frame/source'
import { dateTimeLocale } from './date-time-locale/source'
import { deviceMemory } from './device-memory/source'
import { devicePixelRatio } from './device-pixel-ratio/source'
import { displayUpdate } from './display-update/source'
import { doNotTrack } from './do-not-track/source'
import { driverGlobals } from './driver-globals/source'
import { emoji } from './emoji/source'
import { engine } from './engine/source'
import { engineTraits } from './engine-traits/source'
import { fileAccess } from './file-access/source'
import { fontHash } from './font-hash/source'
import { fontPreferences } from './font-preferences/source'
import { fonts } from './fonts/source'
import { forcedColors } from './forced-colors/source'
import { globalPrivacyControl } from './global-privacy-control/source'
import { hardwareConcurrency } from './hardware-concurrency/source'
import { hdr } from './hdr/source'
import { indexedDb } from './indexed-db/source'
import { inputCadence } from './input-cadence/source'
import { invertedColors } from './inverted-colors/source'
import { keyboardLayoutHash } from './keyboard-layout-hash/source'
import { keyboardLayoutName } from './keyboard-layout-name/source'
import { languages } from './languages/source'
import { localStorage } from './local-storage/source'
import { math } from './math/source'
import { mediaDevices } from './media-devices/source'
import { monochrome } from './monochrome/source'
import { nativeChecks } from './native-checks/source'
import { oscpu } from './oscpu/source'
import { overrides } from './overrides/source'
import { pdfViewerEnabled } from './pdf-viewer-enabled/source'
import { permissions } from './permissions/source'
import { platform } from './platform/source'
import { plugins } from './plugins/source'
import { pointer } from './pointer/source'
import { position } from './position/source'
import { privateFiles } from './private-files/source'
import { productSub } from './product-sub/source'
import { reducedMotion } from './reduced-motion/source'
import { reducedTransparency } from './reduced-transparency/source'
import { screenFrame } from './screen-frame/source'
import { screenResolution } from './screen-resolution/source'
import { sessionStorage } from './session-storage/source'
import { stackTrap } from './stack-trap/source'
import { storageDurability } from './storage-durability/source'
import { storageQuota } from './storage-quota/source'
import { systemFonts } from './system-fonts/source'
import { timerStep } from './timer-step/source'
import { timezone } from './timezone/source'
import { timezoneOffset } from './timezone-offset/source'
import { touchSupport } from './touch-support/source'
import { userAgent } from './user-agent/source'
import { userAgentData } from './user-agent-data/source'
import { vendor } from './vendor/source'
import { vendorFlavors } from './vendor-flavors/source'
import { voices } from './voices/source'
import { webdriver } from './webdriver/source'
import { webglBasics } from './webgl-basics/source'
import { webglExtensions } from './webgl-extensions/source'
import { webglLimits } from './webgl-limits/source'
import { webglStatus } from './webgl-status/source'
import { webgpu } from './webgpu/source'
import { windowGeometry } from './window-geometry/source'
import { workerFacts } from './worker-facts/source'

export type { Source } from './define'

/** Every source, in running order. For browsers; importing it does nothing. */
export const sources = [
  // Asynchronous first, so that they run while the others are read.
  userAgentData,
  audio,
  keyboardLayoutHash,
  keyboardLayoutName,
  batteryLevel,
  batteryCharging,
  permissions,
  storageQuota,
  brave,
  // Cheap, before those that a slow machine takes its whole time for.
  engine,
  platform,
  architecture,
  hardwareConcurrency,
  deviceMemory,
  oscpu,
  vendor,
  touchSupport,
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
  timezone,
  timezoneOffset,
  languages,
  dateTimeLocale,
  userAgent,
  appVersion,
  productSub,
  engineTraits,
  vendorFlavors,
  apis,
  math,
  codecs,
  plugins,
  pdfViewerEnabled,
  cookiesEnabled,
  sessionStorage,
  localStorage,
  indexedDb,
  webdriver,
  driverGlobals,
  doNotTrack,
  globalPrivacyControl,
  connection,
  // Text is measured on one shared canvas, pictures have one each.
  systemFonts,
  fontPreferences,
  emoji,
  fonts,
  fontHash,
  canvas,
  canvasNoise,
  // Last of the early ones: a new GL context can disturb the canvas reading.
  webglStatus,
  webglBasics,
  webglLimits,
  webglExtensions,
  // Late, in the second message. Those that wait go first, the one that writes to the disk last but
  // one, and the one that listens at the very end.
  stackTrap,
  workerFacts,
  fileAccess,
  consoleCost,
  compiledCode,
  overrides,
  nativeChecks,
  cspFrame,
  chromeTraits,
  webgpu,
  mediaDevices,
  privateFiles,
  voices,
  position,
  timerStep,
  storageDurability,
  inputCadence,
] as const
