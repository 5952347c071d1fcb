import { clientAddressFacts, inWords } from './client-address'
import { defineSmartSignal, type Evidence } from './define'

/** No list ships: both are false until an operator adds one, and `known` of `ip_info` says so. */
export const ipBlocklist = defineSmartSignal({
  name: 'ip_blocklist',
  docs: 'The address is on a list of attackers or of senders of unwanted mail that the operator installed.',
  isJudgedOnce: true,
  detect(facts) {
    const address = clientAddressFacts(facts)
    if (!address) return undefined
    const { attackSource, emailSpam } = address
    const evidence: Evidence[] = []
    if (attackSource)
      evidence.push({ says: inWords(attackSource, 'a source of attacks'), weight: 1 })
    if (emailSpam) evidence.push({ says: inWords(emailSpam, 'a sender of spam'), weight: 1 })
    return {
      value: {
        isAttackSource: attackSource !== undefined,
        isEmailSpam: emailSpam !== undefined,
      },
      evidence,
    }
  },
})
