import { defineSource } from '../define'

/** The browser has WebGPU but no adapter, as without a GPU. */
export const noAdapter = 'no-adapter'

interface GpuAdapterInfo {
  readonly vendor?: string
  readonly architecture?: string
  readonly device?: string
  readonly description?: string
  readonly isFallbackAdapter?: boolean
}

interface Gpu {
  requestAdapter(): Promise<{ readonly info?: GpuAdapterInfo } | null>
}

/** Late: the first adapter starts the GPU process. */
export const webgpu = defineSource(
  'webgpu',
  async () => {
    // Not in the DOM library yet.
    const { gpu } = navigator as { gpu?: Gpu }
    if (!gpu) return undefined
    const adapter = await gpu.requestAdapter()
    if (!adapter?.info) return noAdapter
    const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info
    return {
      vendor: vendor ?? '',
      architecture: architecture ?? '',
      device: device ?? '',
      description: description ?? '',
      isFallback: isFallbackAdapter ?? false,
    }
  },
  { stage: 'late', timeoutMs: 2_000 },
)
