import type { Facts } from '../facts'
import { isTrue, shownEngine } from './console-cues'
import { asNumber, asTexts, readFields, readNumber, readText, readTexts } from './read-fields'

/** Facts that resistFingerprinting makes (Firefox 153); so many at least must meet. */
const rfpFactsMin = 3

/** Which of the uniform answers of resistFingerprinting the browser gives, in words. */
export function rfpFacts(facts: Facts): string[] {
  if (shownEngine(facts) !== 'gecko') return []
  const geometry = readFields(facts, 'windowGeometry')
  const { innerWidth, innerHeight, screenWidth, screenHeight, screenX, screenY } = geometry
  const { rendererUnmasked, vendorUnmasked } = readFields(facts, 'webglBasics')
  const isScreenWindow = innerWidth === screenWidth && innerHeight === screenHeight
  const found: readonly (readonly [says: string, isFound: boolean])[] = [
    ['a clock of 16.7 ms or more', (readNumber(facts, 'timerStep') ?? 0) >= 16],
    ['the time zone of all its users', readText(facts, 'timezone') === 'Atlantic/Reykjavik'],
    [
      'a screen as large as the page',
      isNumber(innerWidth) && isScreenWindow && screenX === 0 && screenY === 0,
    ],
    ['a nameless graphics card', rendererUnmasked === 'Mozilla' && vendorUnmasked === 'Mozilla'],
    ['small textures', readFields(facts, 'webglLimits').MAX_TEXTURE_SIZE === 2048],
    ['a random canvas', hasCanvasNoise(facts)],
  ]
  return found.filter(([, isFound]) => isFound).map(([says]) => says)
}

export function hasRfp(facts: Facts): boolean {
  return rfpFacts(facts).length >= rfpFactsMin
}

export function isBrave(facts: Facts): boolean {
  return isTrue(facts, 'brave')
}

/** A solid fill reads back wrong, or differently the second time. */
export function hasCanvasNoise(facts: Facts): boolean {
  const { wrongPixels, isStable } = readFields(facts, 'canvasNoise')
  return (asNumber(wrongPixels) ?? 0) > 0 || isStable === false
}

/** Canvas functions that a script or an extension put in place of the browser's. */
export function replacedCanvas(facts: Facts): string[] {
  const canvas = /^(HTMLCanvasElement|CanvasRenderingContext2D|OffscreenCanvas)/
  const checked = readTexts(facts, 'nativeChecks').map((name) => name.split(':')[1] ?? '')
  const { replaced } = readFields(facts, 'overrides')
  return [...new Set([...asTexts(replaced), ...checked])].filter((name) => canvas.test(name))
}

const isNumber = (value: unknown) => typeof value === 'number'
