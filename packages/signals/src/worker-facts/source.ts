import { askFrame } from '../browser/frame-report'
import { defineSource } from '../define'

/** `undefined` where no worker can be made: on pages with a content policy of any kind it is not tried. */
export const workerFacts = defineSource(
  'workerFacts',
  async () => (await (await askFrame())?.worker)?.facts,
  {
    stage: 'late',
    timeoutMs: 2_000,
  },
)
