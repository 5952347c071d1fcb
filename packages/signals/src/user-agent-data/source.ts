import { defineSource } from '../define'

interface Brand {
  readonly brand: string
  readonly version: string
}

interface HighEntropy {
  readonly brands: readonly Brand[]
  readonly mobile: boolean
  readonly platform?: string
  readonly architecture?: string
  readonly bitness?: string
  readonly model?: string
  readonly platformVersion?: string
  readonly wow64?: boolean
  readonly formFactors?: readonly string[]
  readonly fullVersionList?: readonly Brand[]
}

const hints = [
  'architecture',
  'bitness',
  'formFactors',
  'fullVersionList',
  'model',
  'platformVersion',
  'wow64',
]

/** Low entropy alone, when the page's policy refuses the rest. Chromium on secure pages only. */
export const userAgentData = defineSource('userAgentData', async () => {
  // Not in the DOM library: only Chromium has it.
  const { userAgentData: found } = navigator as {
    userAgentData?: HighEntropy & {
      getHighEntropyValues?: (hints: readonly string[]) => Promise<HighEntropy>
    }
  }
  if (!found) return undefined
  const { brands, mobile, platform } = found
  const low = { brands: brands.map(({ brand, version }) => ({ brand, version })), mobile, platform }
  if (!found.getHighEntropyValues) return low
  try {
    const high = await found.getHighEntropyValues(hints)
    return { ...low, ...pick(high) }
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotAllowedError') return low
    throw error
  }
})

// Named one by one: a browser may add values that the schema does not know.
function pick(high: HighEntropy) {
  const { architecture, bitness, model, platformVersion, wow64, formFactors, fullVersionList } =
    high
  return {
    ...(architecture !== undefined && { architecture }),
    ...(bitness !== undefined && { bitness }),
    ...(model !== undefined && { model }),
    ...(platformVersion !== undefined && { platformVersion }),
    ...(wow64 !== undefined && { wow64 }),
    ...(formFactors && { formFactors: [...formFactors] }),
    ...(fullVersionList && {
      fullVersionList: fullVersionList.map(({ brand, version }) => ({ brand, version })),
    }),
  }
}
