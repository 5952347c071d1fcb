import type { Builds, Snapshot } from './browser'
import { digest, hashText } from './draw'
import type { Values } from './readings'

/** Pictures, sound and fonts: what the machine and the build of the browser make together. */
export function drawingReadings(snapshot: Snapshot, builds: Builds): Values {
  const { browser, machine, major, person, zoom } = snapshot
  const { row, family } = browser
  const build = (part: Parameters<Builds>[2]) => builds(family, major, part)
  const isGecko = family === 'gecko'
  const shapes = `${row.canvasGeometry}/${build('canvasGeometry')}/${machine.canvasSteps}`
  const text = `${row.canvasText}/${build('canvasText')}/${machine.canvasSteps}/${machine.textSteps}`
  const language = person.languages[0]?.slice(0, 2) ?? ''
  return {
    canvas: isGecko
      ? undefined
      : { winding: true, geometry: digest(`g${shapes}`), text: digest(`t${text}`) },
    canvasNoise: { wrongPixels: 0, isStable: true },
    audio: 124 + (hashText(`${row.audio}/${build('audio')}`) % 1_000_000) / 1_000_000,
    fonts: [...machine.fonts],
    fontHash: digest(
      `${row.os}/${machine.fonts.join()}/${machine.textSteps}/${isGecko ? zoom : ''}`,
    ),
    fontPreferences: fontPreferences(`${row.os}/${family}/${language}`),
    emoji: emojiBox(
      `${row.os}/${machine.platformVersion?.split('.')[0]}/${machine.emojiSteps}/${build('emoji')}`,
    ),
    systemFonts: family === 'chromium' ? Array(6).fill(systemFont[row.os]) : undefined,
    webglStatus: 'ok',
    webglBasics: {
      version: isGecko ? 'WebGL 1.0' : 'WebGL 1.0 (OpenGL ES 2.0 Chromium)',
      vendor: isGecko ? 'Mozilla' : 'WebKit',
      vendorUnmasked: row.webglVendor,
      renderer: isGecko ? 'Mozilla' : 'WebKit WebGL',
      rendererUnmasked: machine.renderer,
      shadingLanguageVersion: isGecko
        ? 'WebGL GLSL ES 1.0'
        : 'WebGL GLSL ES 1.0 (OpenGL ES GLSL ES 1.0 Chromium)',
    },
    webglLimits: webglLimits(row.webglRenderer),
    webglExtensions: {
      contextAttributes: digest(family),
      parameters: digest(
        `${row.webglRenderer}/${family}/${build('webglParameters')}/${machine.parameterSteps}`,
      ),
      shaderPrecisions: digest(row.webglVendor),
      extensions: digest(`${row.webglVendor}/${family}/${build('webglParameters')}`),
      extensionParameters: digest(`${row.webglRenderer}/${machine.parameterSteps}`),
      unsupportedExtensions: [],
    },
  }
}

const systemFont = {
  Windows: 'Segoe UI 12px 400',
  macOS: 'system-ui 13px 400',
  Linux: 'Cantarell 15px 400',
  Android: 'Roboto 14px 400',
  iOS: 'system-ui 16px 400',
  ChromeOS: 'Roboto 12px 400',
} as const

/** Widths follow from the system's default fonts and the language's. */
function fontPreferences(stock: string): Record<string, number> {
  const width = (name: string, base: number) => base + (hashText(`${stock}${name}`) % 640) / 64
  return {
    default: width('default', 125),
    serif: width('serif', 125),
    sans: width('sans', 124),
    mono: width('mono', 101),
    apple: width('apple', 125),
    system: width('system', 136),
  }
}

function emojiBox(font: string): Record<string, string | number> {
  const width = 90 + (hashText(`w${font}`) % 320) / 16
  const height = 34 + (hashText(`h${font}`) % 9)
  return { font: 'serif', width, height, top: 0, bottom: height, left: 0, right: width, x: 0, y: 0 }
}

/** Limits follow from the graphics hardware. */
function webglLimits(renderer: string): Record<string, number | number[]> {
  const choose = (name: string, values: readonly number[]) =>
    values[hashText(`${name}${renderer}`) % values.length] ?? 0
  const size = choose('size', [8_192, 16_384, 16_384, 32_768])
  return {
    ALIASED_LINE_WIDTH_RANGE: [1, choose('line', [1, 1, 1, 7.375])],
    ALIASED_POINT_SIZE_RANGE: [1, choose('point', [1_023, 1_024, 511])],
    MAX_TEXTURE_SIZE: size,
    MAX_VIEWPORT_DIMS: [size, size],
    MAX_FRAGMENT_UNIFORM_VECTORS: choose('fragment', [1_024, 4_096, 224]),
    MAX_VERTEX_UNIFORM_VECTORS: choose('vertex', [1_024, 4_096, 256]),
    MAX_VARYING_VECTORS: choose('varying', [30, 31, 15]),
  }
}
