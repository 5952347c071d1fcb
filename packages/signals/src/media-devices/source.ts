import { defineSource } from '../define'

/** Counts only: labels would need a permission. Secure pages only. Late: it may start services. */
export const mediaDevices = defineSource(
  'mediaDevices',
  async () => {
    // Missing on insecure pages, although the DOM library says that it is always there.
    const { mediaDevices: devices } = navigator as { mediaDevices?: MediaDevices }
    if (!devices?.enumerateDevices) return undefined
    const kinds = (await devices.enumerateDevices()).map(({ kind }) => kind)
    const count = (kind: MediaDeviceKind) => kinds.filter((other) => other === kind).length
    return {
      audioInputs: count('audioinput'),
      videoInputs: count('videoinput'),
      audioOutputs: count('audiooutput'),
    }
  },
  { stage: 'late', timeoutMs: 2_000 },
)
