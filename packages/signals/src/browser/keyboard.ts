import { keepBriefly } from './keep-briefly'

interface KeyboardLayoutMap {
  forEach(visit: (character: string, key: string) => void): void
}

/**
 * Characters by key code, such as `KeyQ` to `q`. `undefined` where the browser has no such thing
 * (Chromium only, checked in 156) or where the page may not have it, as in a frame.
 */
export const readKeyboard = /* @__PURE__ */ keepBriefly(
  async (): Promise<ReadonlyMap<string, string> | undefined> => {
    // Not in the DOM library: only Chromium has it.
    const { keyboard } = navigator as {
      keyboard?: { getLayoutMap?: () => Promise<KeyboardLayoutMap> }
    }
    if (!keyboard?.getLayoutMap) return undefined
    try {
      const found = await keyboard.getLayoutMap()
      const keys = new Map<string, string>()
      found.forEach((character, key) => {
        keys.set(key, character)
      })
      return keys.size > 0 ? keys : undefined
    } catch (error) {
      const isRefused = error instanceof DOMException && /Security|InvalidState/.test(error.name)
      if (isRefused) return undefined
      throw error
    }
  },
)
