import { clientAddressFacts, inWords } from './client-address'
import { defineSmartSignal } from './define'

export const tor = defineSmartSignal({
  name: 'tor',
  docs: 'The request left the Tor network through a listed exit.',
  isJudgedOnce: true,
  detect(facts) {
    const address = clientAddressFacts(facts)
    if (!address) return undefined
    return {
      value: { isExit: address.tor !== undefined },
      evidence: address.tor ? [{ says: inWords(address.tor, 'a Tor exit'), weight: 1 }] : [],
    }
  },
})
