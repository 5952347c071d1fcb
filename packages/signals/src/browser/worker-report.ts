import { readEngine } from './engine'
import { openFrame } from './frame'
import { keepBriefly } from './keep-briefly'
import { nextTask } from './next-task'
import { hasPagePolicy } from './page-policy'
import { nameOf } from './try-named'

/** What a worker sees. */
export interface WorkerReport {
  readonly facts: WorkerFacts
  /** 1 when something formatted the error that the worker logged. Only in Blink. */
  readonly trapHits?: number
}

export interface WorkerFacts {
  readonly userAgent: string
  readonly platform?: string
  readonly languages: readonly string[]
  readonly hardwareConcurrency: number
  readonly deviceMemory?: number
  readonly timezone: string
  readonly brands?: readonly string[]
  readonly platformHint?: string
  readonly webglRenderer?: string
}

const patienceMs = 1500

/**
 * The report of one short-lived worker, or `undefined` where none can be made. The worker belongs to
 * a clean frame: a policy that `hasPagePolicy` cannot see then raises its event there and not in the
 * page (Firefox 153 with a report-only header).
 */
export const askWorker = /* @__PURE__ */ keepBriefly(
  async (): Promise<WorkerReport | undefined> => {
    if (typeof Worker === 'undefined') return undefined
    // Each frame costs 10 to 20 ms: one in a task.
    await nextTask()
    if (hasPagePolicy()) return undefined
    await nextTask()
    const frame = openFrame()
    if (!frame) return undefined
    const code = `(${reportFromWorker})(${JSON.stringify(readEngine())})`
    const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
    try {
      return await listenTo(new frame.inside.Worker(url))
    } catch (error) {
      // An exception of the frame has another constructor.
      const refusal = (error as { name?: unknown } | undefined)?.name ?? nameOf(error)
      if (refusal === 'SecurityError' || refusal === 'NotSupportedError') return undefined
      throw error
    } finally {
      URL.revokeObjectURL(url)
      frame.element.remove()
    }
  },
)

function listenTo(worker: Worker): Promise<WorkerReport | undefined> {
  return new Promise((resolve) => {
    const end = (report?: WorkerReport) => {
      clearTimeout(timer)
      worker.terminate()
      resolve(report)
    }
    const timer = setTimeout(end, patienceMs)
    worker.onmessage = ({ data }: MessageEvent<string>) => end(JSON.parse(data))
    worker.onerror = (event) => {
      event.preventDefault()
      end()
    }
  })
}

/** Runs in the worker from its own text, so it must not use anything outside itself. */
function reportFromWorker(engine: string) {
  // Not in the DOM library: a worker's navigator and V8's hook.
  const seen = navigator as Navigator & {
    deviceMemory?: number
    userAgentData?: { brands: { brand: string; version: string }[]; platform: string }
  }
  const hooked = Error as { prepareStackTrace?: unknown }
  const readRenderer = () => {
    if (typeof OffscreenCanvas === 'undefined') return undefined
    const gl = new OffscreenCanvas(1, 1).getContext('webgl')
    // Firefox gives the unmasked name without the extension, whose use it warns about.
    const unmask = engine === 'gecko' ? null : gl?.getExtension('WEBGL_debug_renderer_info')
    return gl ? String(gl.getParameter(unmask?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER)) : undefined
  }
  const trap = () => {
    let hits = 0
    hooked.prepareStackTrace = () => {
      hits = 1
      return ''
    }
    console.debug(new Error(''))
    delete hooked.prepareStackTrace
    return hits
  }
  const trapHits = engine === 'blink' ? trap() : undefined
  const hints = seen.userAgentData
  // JSON leaves out what is undefined.
  const report = JSON.stringify({
    facts: {
      userAgent: seen.userAgent,
      platform: seen.platform,
      languages: [...seen.languages],
      hardwareConcurrency: seen.hardwareConcurrency,
      deviceMemory: seen.deviceMemory,
      timezone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      brands: hints?.brands.map(({ brand, version }) => `${brand} ${version}`),
      platformHint: hints?.platform,
      webglRenderer: readRenderer(),
    },
    trapHits,
  })
  postMessage(report)
}
