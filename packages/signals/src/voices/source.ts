import { hash } from '../browser/hash'
import { wait } from '../browser/wait'
import { defineSource } from '../define'

const patienceMs = 800

/** Late: the list is empty until the browser has asked the system for it. */
export const voices = defineSource(
  'voices',
  async () => {
    if (!('speechSynthesis' in window)) return undefined
    let found = speechSynthesis.getVoices()
    if (found.length === 0) {
      await Promise.race([untilChanged(), wait(patienceMs)])
      found = speechSynthesis.getVoices()
    }
    const chosen = found.find((voice) => voice.default)
    return {
      count: found.length,
      localCount: found.filter((voice) => voice.localService).length,
      hash: hash(
        found
          .map((voice) => `${voice.name} ${voice.lang}`)
          .sort()
          .join('\n'),
      ),
      ...(chosen && { defaultName: chosen.name, defaultLanguage: chosen.lang }),
    }
  },
  { stage: 'late', timeoutMs: 1_500 },
)

const untilChanged = () =>
  new Promise<void>((resolve) => {
    speechSynthesis.addEventListener?.('voiceschanged', () => resolve(), { once: true })
  })
