import { defineSource } from '../define'

interface NetworkInformation {
  readonly type?: string
  readonly effectiveType?: string
  readonly rtt?: number
  readonly downlink?: number
  readonly saveData?: boolean
}

/** Chromium, and Firefox on Android. */
export const connection = defineSource('connection', () => {
  // Not in the DOM library: no standard yet.
  const { connection } = navigator as { connection?: NetworkInformation }
  if (!connection) return undefined
  const { type, effectiveType, rtt, downlink, saveData } = connection
  return {
    ...(type !== undefined && { type }),
    ...(effectiveType !== undefined && { effectiveType }),
    ...(rtt !== undefined && { rttMs: rtt }),
    ...(downlink !== undefined && Number.isFinite(downlink) && { downlinkMbps: downlink }),
    ...(saveData !== undefined && { saveData }),
  }
})
