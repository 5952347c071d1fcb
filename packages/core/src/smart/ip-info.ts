import { defineSmartSignal } from './define'

export const ipInfo = defineSmartSignal({
  name: 'ip_info',
  docs: 'Where the address is and whose network it belongs to, as far as the installed data files know.',
  isJudgedOnce: true,
  detect({ network: { addresses } }) {
    return addresses && { value: addresses, evidence: [] }
  },
})
