import type { Facts } from '../facts'
import { combine } from './combine'
import { isTrue, shownEngine } from './console-cues'
import { defineSmartSignal, type Evidence } from './define'
import { hasCanvasNoise, hasRfp, isBrave, replacedCanvas, rfpFacts } from './privacy-facts'
import { readFields, readText, readTexts, wasRead } from './read-fields'

const threshold = 0.5

/**
 * What the browser itself hides. Noise that a script or an extension makes is tampering; asking not
 * to be tracked (GPC, DNT) hides nothing and never suffices.
 */
export const privacySettings = defineSmartSignal({
  name: 'privacy_settings',
  docs: 'The browser itself hides what it runs on: resistFingerprinting, Brave, or a canvas that it blocks or randomises.',
  detect(facts) {
    const engine = shownEngine(facts)
    if (engine === undefined || engine === 'unknown') return undefined
    const evidence = find(facts)
    const isHiding = combine(evidence.map(({ weight }) => weight)) >= threshold
    // Whose noise it is can only be said once the functions were checked.
    if (!isHiding && !wasRead(facts, 'overrides')) return undefined
    return { value: { isHiding }, evidence }
  },
})

function find(facts: Facts): Evidence[] {
  const asks = isTrue(facts, 'globalPrivacyControl') || readText(facts, 'doNotTrack') === '1'
  const evidence: (Evidence | false)[] = [
    hasRfp(facts) && {
      says: `answers as resistFingerprinting gives them: ${rfpFacts(facts).join(', ')}`,
      weight: 0.95,
    },
    isBrave(facts) && { says: 'Brave randomises canvas, sound and hardware values', weight: 0.95 },
    hasOwnNoise(facts) && { says: 'the browser itself randomises its canvas', weight: 0.8 },
    isCanvasBlocked(facts) && { says: 'the browser gives no canvas', weight: 0.6 },
    isTorLike(facts) && { says: 'calls, sound and devices are switched off', weight: 0.3 },
    asks && { says: 'the browser asks not to be tracked', weight: 0.1 },
  ]
  return evidence.filter((one) => one !== false)
}

function hasOwnNoise(facts: Facts): boolean {
  return hasCanvasNoise(facts) && wasRead(facts, 'overrides') && replacedCanvas(facts).length === 0
}

function isCanvasBlocked(facts: Facts): boolean {
  return wasRead(facts, 'canvasNoise') && Object.keys(readFields(facts, 'canvasNoise')).length === 0
}

function isTorLike(facts: Facts): boolean {
  const apis = readTexts(facts, 'apis')
  if (shownEngine(facts) !== 'gecko' || apis.length === 0) return false
  return !apis.includes('OfflineAudioContext') && !apis.includes('RTCPeerConnection')
}
