import { type OpenFrame, openFrame } from './frame'
import { tryPolicy } from './frame-policy'
import { keepBriefly } from './keep-briefly'
import { checkMembers, checkPage } from './native-checks'
import { nextTask } from './next-task'
import { hasPolicy } from './page-policy'
import { readOverrides } from './read-overrides'
import { startWorker, type WorkerReport } from './worker-report'

/** What one clean frame of the page tells. */
export interface FrameReport {
  /** The page has a policy of its own; what might offend it was not tried. */
  readonly hasPolicy: boolean
  readonly overrides: Awaited<ReturnType<typeof readOverrides>>
  /** Names of contradictions in the page, judged with the frame's tools. */
  readonly contradictions: readonly string[]
  /** What became of a policy that the frame was given. */
  readonly trial?: ReturnType<typeof tryPolicy>
  /** The frame's worker; `undefined` where there may be none. */
  readonly worker: Promise<WorkerReport | undefined>
}

/**
 * One frame for everything that needs one: opening it costs 10 to 50 ms, and so may what is first
 * touched in it, so each step is a task of its own. `undefined` where the page may not have a frame.
 */
export const askFrame = /* @__PURE__ */ keepBriefly(async (): Promise<FrameReport | undefined> => {
  await nextTask()
  const frame = openFrame()
  if (!frame) return undefined
  const remove = () => frame.element.remove()
  try {
    const report = await readFrame(frame)
    report.worker.then(remove, remove)
    return report
  } catch (error) {
    remove()
    throw error
  }
})

async function readFrame({ inside, body, element }: OpenFrame): Promise<FrameReport> {
  const isClosed = hasPolicy(element)
  await nextTask()
  // Before the frame gets a policy: it would forbid the worker too.
  const worker = isClosed ? Promise.resolve(undefined) : startWorker(inside)
  // Whoever asks for the report hears of it.
  worker.catch(() => {})
  await nextTask()
  const overrides = await readOverrides(inside)
  await nextTask()
  const inPage = checkPage(inside)
  await nextTask()
  const contradictions = [...inPage, ...checkMembers(inside)]
  if (isClosed) return { hasPolicy: true, overrides, contradictions, worker }
  await nextTask()
  const trial = tryPolicy(inside, body)
  return { hasPolicy: false, overrides, contradictions, trial, worker }
}
