import { wait } from '../browser/wait'
import { defineSource } from '../define'

/** iOS renders nothing while the page is in the background. */
export const suspended = 'suspended'

const sampleRate = 44_100
const frames = 5_000
const sumFrom = 4_500
const patienceMs = 250

/** Sum of the last samples of a compressed triangle tone. Renders offline: nothing sounds. */
export const audio = defineSource('audio', async () => {
  if (typeof OfflineAudioContext !== 'function') return undefined
  const context = new OfflineAudioContext(1, frames, sampleRate)
  const tone = context.createOscillator()
  tone.type = 'triangle'
  tone.frequency.value = 1_000
  const compressor = context.createDynamicsCompressor()
  compressor.threshold.value = -50
  compressor.knee.value = 40
  compressor.ratio.value = 12
  compressor.attack.value = 0
  compressor.release.value = 0.25
  tone.connect(compressor)
  compressor.connect(context.destination)
  tone.start(0)
  const buffer = await Promise.race([context.startRendering(), wait(patienceMs)])
  if (!buffer) return suspended
  let sum = 0
  for (const sample of buffer.getChannelData(0).subarray(sumFrom)) sum += Math.abs(sample)
  return sum
})
