import { readEngine } from './engine'
import type { FrameWindow } from './frame'
import { nextTask } from './next-task'
import { nameOf } from './try-named'

/** What a worker sees. */
export interface WorkerReport {
  readonly facts: WorkerFacts
  /** 1 when something formatted the error that the worker logged. Only in Blink. */
  readonly trapHits?: number
  /** Milliseconds of one write to the private file system, and of one flush. Only in Blink. */
  readonly fileAccess?: { readonly writeMs: number; readonly flushMs: number }
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

/** Only in dedicated workers. */
interface SyncAccess {
  write(bytes: Uint8Array, options: { at: number }): number
  flush(): void
  close(): void
}

/**
 * The report of one short-lived worker, or `undefined` where none can be made. The worker belongs to
 * a clean frame: a policy that `hasPolicy` cannot see then raises its event there and not in the page
 * (Firefox 153 with a report-only header).
 */
export async function startWorker(frame: FrameWindow): Promise<WorkerReport | undefined> {
  if (typeof Worker === 'undefined') return undefined
  const code = `(${reportFromWorker})(${JSON.stringify(readEngine())})`
  const url = URL.createObjectURL(new Blob([code], { type: 'text/javascript' }))
  try {
    // Both ask another process.
    await nextTask()
    return await listenTo(new frame.Worker(url))
  } catch (error) {
    // An exception of the frame has another constructor.
    const refusal = (error as { name?: unknown } | undefined)?.name ?? nameOf(error)
    if (refusal === 'SecurityError' || refusal === 'NotSupportedError') return undefined
    throw error
  } finally {
    URL.revokeObjectURL(url)
  }
}

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
  // As the page reads it: names of one zone differ between the two.
  const readTimezone = () => {
    const { Temporal } = self as { Temporal?: { Now: { timeZoneId(): string } } }
    return Temporal?.Now.timeZoneId() ?? Intl.DateTimeFormat().resolvedOptions().timeZone
  }
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
  // Never calls that ask or that are seen: a file of one byte, gone again at once.
  const timeFiles = async () => {
    const root = await navigator.storage.getDirectory()
    const name = `w${Math.random().toString(36).slice(2)}`
    const file = await root.getFileHandle(name, { create: true })
    // Not in the DOM library: only dedicated workers have it.
    const access = await (
      file as FileSystemFileHandle & { createSyncAccessHandle(): Promise<SyncAccess> }
    ).createSyncAccessHandle()
    const [rounds, writes] = [4, 8]
    const byte = new Uint8Array(1)
    let writeMs = Number.POSITIVE_INFINITY
    let flushMs = Number.POSITIVE_INFINITY
    const round = (ms: number) => Math.round(ms * 1000) / 1000
    try {
      for (let turn = 0; turn < rounds; turn++) {
        const startedAt = performance.now()
        for (let write = 0; write < writes; write++) access.write(byte, { at: 0 })
        const writtenAt = performance.now()
        access.flush()
        writeMs = Math.min(writeMs, (writtenAt - startedAt) / writes)
        flushMs = Math.min(flushMs, performance.now() - writtenAt)
      }
      return { writeMs: round(writeMs), flushMs: round(flushMs) }
    } finally {
      access.close()
      await root.removeEntry(name)
    }
  }
  const hints = seen.userAgentData
  // JSON leaves out what is undefined.
  const tell = (fileAccess?: object) => postMessage(JSON.stringify({ fileAccess, ...report }))
  const report = {
    facts: {
      userAgent: seen.userAgent,
      platform: seen.platform,
      languages: [...seen.languages],
      hardwareConcurrency: seen.hardwareConcurrency,
      deviceMemory: seen.deviceMemory,
      timezone: readTimezone(),
      brands: hints?.brands.map(({ brand, version }) => `${brand} ${version}`),
      platformHint: hints?.platform,
      webglRenderer: readRenderer(),
    },
    trapHits,
  }
  if (engine === 'blink') timeFiles().then(tell, () => tell())
  else tell()
}
