import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

const recorded = JSON.parse(readFileSync(new URL('payload.json', import.meta.url), 'utf8'))

export const userAgent = recorded.userAgent

/** Families that differ between machines; about 40 % of them are on each one. */
const fontNames =
  'Agency FB,Aparajita,Arial Hebrew,Arial Narrow,Bahnschrift,Bell MT,Bitstream Vera Sans,Calibri,Cambria Math,Candara,Century Gothic,Consolas,DejaVu Sans,Ebrima,EUROSTILE,Fira Sans,Franklin Gothic,Futura,Gill Sans,Haettenschweiler,Helvetica Neue,Humanst521 BT,Inconsolata,Leelawadee,Levenim MT,Liberation Mono,Lucida Bright,Marlett,Menlo,Meiryo UI,MS Outlook,MYRIAD PRO,Noto Serif,Open Sans,Pristina,Roboto,Segoe UI Light,Small Fonts,Univers,Vrinda'.split(
    ',',
  )

const pools = {
  screenResolution: [
    [1920, 1080],
    [1366, 768],
    [1536, 864],
    [2560, 1440],
    [1440, 900],
    [1600, 900],
    [1280, 720],
    [3840, 2160],
    [1680, 1050],
    [1920, 1200],
  ],
  hardwareConcurrency: [8, 4, 12, 16, 2, 6, 20, 24, 32],
  deviceMemory: [8, 16, 4, 32, 2],
  timezone: [
    'Europe/Berlin',
    'America/New_York',
    'Europe/London',
    'Asia/Kolkata',
    'America/Sao_Paulo',
    'Europe/Paris',
    'Asia/Tokyo',
    'America/Los_Angeles',
    'Europe/Warsaw',
    'Australia/Sydney',
  ],
  languages: [
    [['en-US'], ['en-US', 'en']],
    [['de-DE'], ['de-DE', 'de', 'en']],
    [['fr-FR'], ['fr-FR', 'fr']],
    [['pt-BR'], ['pt-BR', 'en']],
    [['ja-JP'], ['ja']],
    [['pl-PL'], ['pl-PL', 'pl', 'en']],
  ],
  colorGamut: ['srgb', 'p3', 'rec2020'],
}

/**
 * A device that exists only here: the recorded browser with its own hardware, fonts and settings.
 * The same index always gives the same device. Common values are common and rare ones rare, so that
 * blocking keys collide as they do between real people.
 *
 * @param {number} index
 * @returns {{index: number, signals: object}}
 */
export function createDevice(index) {
  const draw = createDraw(index)
  const own = {
    fonts: fontNames.filter(() => draw() < 0.4),
    audio: 124 + Math.floor(draw() * 400) / 1000,
    canvas: {
      winding: true,
      geometry: digest(`g${pick(draw, 60)}`),
      text: digest(`t${pick(draw, 900)}`),
    },
    math: digest(`m${pick(draw, 4)}`),
    webglBasics: {
      ...recorded.signals.webglBasics.value,
      rendererUnmasked: `ANGLE (Vendor, GPU ${pick(draw, 120)}, OpenGL 4.6)`,
    },
  }
  for (const [name, pool] of Object.entries(pools)) own[name] = pool[pick(draw, pool.length)]
  const signals = { ...recorded.signals }
  for (const [name, value] of Object.entries(own)) signals[name] = { value, ms: 0.1 }
  return { index, signals }
}

/** What the device's agent says this time: every visit takes a little longer or shorter. */
export function toPayload(device, { key, now, token }) {
  return {
    v: 1,
    kind: 'identify',
    key,
    platform: 'browser',
    sdk: { platform: 'js', version: '4.1.5', face: 'v4' },
    url: `https://shop.example/checkout?step=${device.index % 5}`,
    referrer: 'https://shop.example/',
    linkedId: `user-${device.index}`,
    tag: { cart: device.index % 1000 },
    ...(token && { tokens: { cookie: token, local: token } }),
    signals: device.signals,
    facts: { startedAt: now, collectMs: Math.round(Math.random() * 1e6) / 1e4 },
  }
}

const digest = (text) => createHash('md5').update(text).digest('hex')

// The first of a pool is the most common, as with screens and graphics cards.
const pick = (draw, size) => Math.floor(draw() ** 2 * size)

/** A small repeatable generator (mulberry32). */
function createDraw(seed) {
  let state = (seed * 2_654_435_761) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
