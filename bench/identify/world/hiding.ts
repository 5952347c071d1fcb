import type { Snapshot } from './browser'
import { createDraw, digest } from './draw'
import type { Values } from './readings'

/** Applies what the browser does against being recognised: Brave, Firefox, private windows. */
export function hide(snapshot: Snapshot, values: Values): Values {
  const { browser, isIncognito } = snapshot
  if (browser.hiding === 'brave') return hideAsBrave(snapshot, values)
  if (browser.hiding === 'rfp') return hideAsFirefox(snapshot, values)
  if (!isIncognito) return values
  if (browser.family === 'gecko') return { ...values, ...privateFirefox(values) }
  if (browser.family === 'webkit') return { ...values, ...privateSafari(snapshot) }
  return values
}

/** Brave draws noise for each session and site. */
function hideAsBrave({ browser, session, isIncognito }: Snapshot, values: Values): Values {
  const draw = createDraw(`brave/${browser.index}/${session}/${isIncognito}`)
  const real = browser.row.hardwareConcurrency
  const token = () => draw.integer(0, 2 ** 31).toString(36)
  return {
    ...values,
    brave: true,
    canvas: { winding: true, geometry: digest(token()), text: digest(token()) },
    canvasNoise: { wrongPixels: draw.integer(1, 40), isStable: true },
    audio: 124 + draw.number(),
    hardwareConcurrency: draw.integer(2, Math.max(2, real)),
    deviceMemory: draw.pick([0.5, 1, 2, 4, 8]),
    plugins: [{ name: token(), description: token(), mimeTypes: [] }],
    globalPrivacyControl: true,
  }
}

/** Firefox with resistFingerprinting gives stock answers and a screen of the window's rounded size. */
function hideAsFirefox({ draw }: Snapshot, values: Values): Values {
  const width = 1_000 + 200 * draw.integer(0, 4)
  const height = 600 + 100 * draw.integer(0, 4)
  return {
    ...values,
    canvasNoise: { wrongPixels: 256, isStable: false },
    hardwareConcurrency: 4,
    timezone: 'Atlantic/Reykjavik',
    languages: [['en-US'], ['en-US', 'en']],
    dateTimeLocale: 'en-US',
    screenResolution: [width, height],
    screenFrame: [0, 0, 0, 0],
    colorDepth: 24,
    colorGamut: 'srgb',
    hdr: false,
    devicePixelRatio: { ratio: 1, matchesMedia: true },
    fonts: ['Arial'],
    fontHash: digest('rfp'),
    webglBasics: {
      version: 'WebGL 1.0',
      vendor: 'Mozilla',
      vendorUnmasked: 'Mozilla',
      renderer: 'Mozilla',
      rendererUnmasked: 'Mozilla',
      shadingLanguageVersion: 'WebGL GLSL ES 1.0',
    },
    timerStep: 16.7,
    contrast: 'no-preference',
    reducedMotion: false,
    colorScheme: 'light',
  }
}

/** Private windows of Firefox hide fonts that the user added and round the processors to 4 or 8. */
function privateFirefox(values: Values): Values {
  const fonts = Array.isArray(values.fonts) ? values.fonts.slice(0, 4) : []
  const cores = typeof values.hardwareConcurrency === 'number' ? values.hardwareConcurrency : 4
  return {
    fonts,
    fontHash: digest(`private/${fonts.join()}`),
    hardwareConcurrency: cores >= 8 ? 8 : 4,
    privateFiles: 'SecurityError',
  }
}

/** Private windows of Safari add noise to canvas and sound, another one for each window. */
function privateSafari({ draw }: Snapshot): Values {
  const token = () => digest(String(draw.number()))
  return {
    canvas: { winding: true, geometry: token(), text: token() },
    canvasNoise: { wrongPixels: draw.integer(60, 200), isStable: false },
    audio: 124 + draw.number(),
  }
}
