import { combine } from './combine'
import { type Contradiction, findContradictions } from './contradictions'
import { type Confidence, defineSmartSignal } from './define'
import { rareDevice } from './rare-device'
import { readText, wasRead } from './read-fields'
import { tamperingMlScore } from './tampering-model'

const threshold = 0.5
const mlThreshold = 0.8
/** A rare configuration adds to a contradiction; alone it is none. */
const rarity = { says: 'hardly any visitor of the workspace has this configuration', weight: 0.1 }

/**
 * Contradictions add up as 1 - prod(1 - w); 0.5 and more is tampering. What the browser's own
 * privacy settings explain is left out before.
 */
export const tampering = defineSmartSignal({
  name: 'tampering',
  docs: 'The browser contradicts itself: what it says about itself was replaced by a script, an extension, a setting or an anti-detect browser.',
  detect(facts) {
    if (readText(facts, 'engine') === undefined) return undefined
    const found = findContradictions(facts)
    const isRare = found.length > 0 && rareDevice.detect(facts)?.value.isRare === true
    const evidence = [
      ...found.map(({ says, weight }) => ({ says, weight })),
      ...(isRare ? [rarity] : []),
    ]
    const anomalyScore = Math.round(combine(evidence.map(({ weight }) => weight)) * 1_000) / 1_000
    const mlScore = tamperingMlScore(found)
    const isAntiDetectBrowser = injectionKinds(found) >= 2
    const isTampered = anomalyScore >= threshold || isAntiDetectBrowser || mlScore > mlThreshold
    // The clean frame's facts come late; before them nobody can be cleared.
    if (!isTampered && !wasRead(facts, 'overrides')) return undefined
    const confidence = confidenceOf({ isTampered, anomalyScore, mlScore, isAntiDetectBrowser })
    return {
      value: { isTampered, confidence, anomalyScore, mlScore, isAntiDetectBrowser },
      evidence,
    }
  },
})

/**
 * An extension that changes the user agent replaces accessors of one interface; tools that inject a
 * whole fingerprint replace several, and forget workers or the limits of the graphics card.
 */
function injectionKinds(found: readonly Contradiction[]): number {
  const interfaces = new Set(found.flatMap(({ accessorOf }) => accessorOf ?? []))
  return [
    found.some(({ feature }) => feature === 'worker'),
    found.some(({ feature }) => feature === 'gpu'),
    interfaces.size >= 2,
  ].filter(Boolean).length
}

/** As the published API words it: high when both ways agree. */
function confidenceOf(score: {
  isTampered: boolean
  anomalyScore: number
  mlScore: number
  isAntiDetectBrowser: boolean
}): Confidence {
  const { isTampered, anomalyScore, mlScore, isAntiDetectBrowser } = score
  if (!isTampered) return anomalyScore < 0.2 ? 'high' : 'medium'
  if (isAntiDetectBrowser && mlScore > mlThreshold) return 'high'
  return anomalyScore >= threshold || mlScore > mlThreshold ? 'medium' : 'low'
}
