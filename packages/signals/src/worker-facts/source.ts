import { askWorker } from '../browser/worker-report'
import { defineSource } from '../define'

/** `undefined` where no worker can be made: on pages with a content policy of any kind it is not tried. */
export const workerFacts = defineSource('workerFacts', async () => (await askWorker())?.facts, {
  stage: 'late',
  timeoutMs: 2_000,
})
