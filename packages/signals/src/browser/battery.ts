import { keepBriefly } from './keep-briefly'

export interface Battery {
  /** 0 to 1. */
  readonly level: number
  readonly charging: boolean
}

/** Chromium on secure pages only (checked in 156). */
export const readBattery = /* @__PURE__ */ keepBriefly(async (): Promise<Battery | undefined> => {
  // Not in the DOM library: the others removed it.
  const { getBattery } = navigator as { getBattery?: () => Promise<Battery> }
  if (!getBattery) return undefined
  try {
    return await getBattery.call(navigator)
  } catch (error) {
    // A permissions policy of the page forbids it.
    if (error instanceof DOMException && error.name === 'NotAllowedError') return undefined
    throw error
  }
})
