import { findGl } from '../browser/gl'
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

/**
 * Late: the first adapter starts the GPU process. Not asked where WebGL is missing or drawn by the
 * processor: Chromium 156 writes to the console when there is no adapter.
 */
export const webgpu = defineSource(
  'webgpu',
  async () => {
    // Not in the DOM library yet.
    const { gpu } = navigator as { gpu?: Gpu }
    if (!gpu || !hasHardwareGl()) return undefined
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

function hasHardwareGl(): boolean {
  const gl = findGl()
  const names = gl?.getExtension('WEBGL_debug_renderer_info')
  const renderer: unknown = names && gl?.getParameter(names.UNMASKED_RENDERER_WEBGL)
  return typeof renderer === 'string' && !/swiftshader|llvmpipe|basic render/i.test(renderer)
}
