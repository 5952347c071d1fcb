import type { Facts } from '../facts'
import { combine } from './combine'
import { isTrue } from './console-cues'
import { defineSmartSignal, type Evidence } from './define'
import { asNumber, readFields, readNumber, readText } from './read-fields'

const threshold = 0.5
const movesMin = 20

/**
 * Only where the page asked for it (`remoteControlDetection`). Everything here is a cue that honest
 * machines show too, so two must meet. Local ports are never tried: browsers ask people for leave
 * since Chromium 142, and a closed port proves nothing.
 *
 * Relies on what remote desktops do to a screen; evaded by any that sends true colour, sound and
 * every movement, as AnyDesk and TeamViewer do on a good line.
 */
export const remoteControl = defineSmartSignal({
  name: 'remote_control',
  docs: 'The machine may be worked on from afar: its screen, sound and pointer are as a remote desktop makes them. Low confidence; only where the page asks for it.',
  detect(facts) {
    if (facts.payload.facts?.remoteControlDetection !== true) return undefined
    if (readNumber(facts, 'colorDepth') === undefined) return undefined
    const evidence = cues(facts)
    const isControlled = combine(evidence.map(({ weight }) => weight)) >= threshold
    return { value: { isControlled }, evidence }
  },
})

function cues(facts: Facts): Evidence[] {
  const { rendererUnmasked } = readFields(facts, 'webglBasics')
  const { audioOutputs, audioInputs } = readFields(facts, 'mediaDevices')
  const { moves, medianStepMs } = readFields(facts, 'inputCadence')
  const isCoarse = (asNumber(moves) ?? 0) >= movesMin && (asNumber(medianStepMs) ?? 0) > 30
  const all: (Evidence | false)[] = [
    (readNumber(facts, 'colorDepth') ?? 24) < 24 && {
      says: 'the screen has fewer than 24 bits of colour',
      weight: 0.4,
    },
    /rdpudd|remote desktop|citrix/i.test(String(rendererUnmasked ?? '')) && {
      says: 'the graphics driver is of a remote desktop',
      weight: 0.6,
    },
    /microsoft basic render/i.test(String(rendererUnmasked ?? '')) && {
      says: 'Windows draws without a graphics card',
      weight: 0.3,
    },
    isCoarse && { says: 'the pointer moves in steps of more than 30 ms', weight: 0.3 },
    readText(facts, 'displayUpdate') === 'slow' && {
      says: 'the display is slow to show motion',
      weight: 0.2,
    },
    isTrue(facts, 'reducedMotion') && { says: 'motion is switched off', weight: 0.1 },
    audioOutputs === 0 && audioInputs === 0 && { says: 'there is no sound device', weight: 0.1 },
  ]
  return all.filter((cue) => cue !== false)
}
