import type { Facts } from '../facts'
import type { Contradiction } from './contradictions'
import { asNumber, readFields, readText } from './read-fields'

const realCards = /nvidia|geforce|quadro|radeon|\bamd\b|intel|apple m\d|adreno|mali/i

/** The graphics card's name against its limits and against the system that the browser claims. */
export function graphicsContradictions(facts: Facts): Contradiction[] {
  const { rendererUnmasked } = readFields(facts, 'webglBasics')
  const name = typeof rendererUnmasked === 'string' ? rendererUnmasked : ''
  const found: Contradiction[] = []
  if (hasLimitsOfSoftware(facts) && realCards.test(name) && !/swiftshader/i.test(name)) {
    found.push({
      feature: 'gpu',
      says: 'a real graphics card with the limits of SwiftShader',
      weight: 0.6,
    })
  }
  if (isOfAnotherSystem(name, facts.network.claimed.os)) {
    found.push({
      feature: 'claims',
      says: 'the graphics driver is of another system',
      weight: 0.6,
      explainedBy: ['rfp'],
    })
  }
  if (readText(facts, 'webglStatus') === 'reader-replaced') {
    found.push({
      feature: 'accessor',
      says: 'what reads the graphics card was replaced',
      weight: 0.5,
      accessorOf: 'WebGLRenderingContext',
    })
  }
  return found
}

/** Both of SwiftShader in Chromium 156; hardware has 1024, 2047 and other largest points. */
function hasLimitsOfSoftware(facts: Facts): boolean {
  const { ALIASED_POINT_SIZE_RANGE: points, MAX_RENDERBUFFER_SIZE: buffer } = readFields(
    facts,
    'webglLimits',
  )
  return Array.isArray(points) && asNumber(points[1]) === 1023 && buffer === 8192
}

function isOfAnotherSystem(name: string, os: Facts['network']['claimed']['os']): boolean {
  if (os === 'other') return false
  if (/direct3d/i.test(name)) return os !== 'windows'
  if (/mesa|llvmpipe/i.test(name)) return os === 'windows' || os === 'macos' || os === 'ios'
  if (/metal/i.test(name)) return os !== 'macos' && os !== 'ios'
  return false
}
