import type { Verdicts } from '../smart/define'
import { defaultSuspectWeights, type SuspectWeights } from './weights'

export interface SuspectScore {
  /** Integer, 0 to the sum of all weights. */
  readonly value: number
  readonly weightsVersion: number
  readonly contributions: Readonly<Record<string, number>>
}

/** Sums the weights of the raised signals; `undefined` when no signal had data. */
export function suspectScore(
  verdicts: Verdicts,
  { version, weights }: SuspectWeights = defaultSuspectWeights,
): SuspectScore | undefined {
  if (Object.keys(verdicts).length === 0) return undefined
  const contributions: Record<string, number> = {}
  for (const name of raisedNames(verdicts)) {
    const weight = weights[name]
    const isLight = name === 'vpn' && isRelayAlone(verdicts)
    contributions[name] = isLight ? Math.min(relayWeightMax, weight) : weight
  }
  return {
    value: Object.values(contributions).reduce((sum, weight) => sum + weight, 0),
    weightsVersion: version,
    contributions,
  }
}

const relayWeightMax = 1

/** iCloud Private Relay and its like, with a zone that fits. */
function isRelayAlone({ vpn }: Verdicts): boolean {
  if (!vpn) return false
  const { relay, publicVpn, timezoneMismatch, osMismatch } = vpn.value.methods
  return relay && !publicVpn && !timezoneMismatch && !osMismatch
}

function raisedNames(verdicts: Verdicts): (keyof Verdicts)[] {
  const raised: Readonly<Record<keyof Verdicts, boolean | undefined>> = {
    bot: verdicts.bot?.value.result === 'bad',
    incognito: verdicts.incognito?.value.isPrivate,
    developer_tools: verdicts.developer_tools?.value.isOpen,
    privacy_settings: verdicts.privacy_settings?.value.isHiding,
    tampering: verdicts.tampering?.value.isTampered,
    virtual_machine: verdicts.virtual_machine?.value.isVirtual,
    remote_control: verdicts.remote_control?.value.isControlled,
    rare_device: verdicts.rare_device?.value.isRare,
    ip_info: false,
    vpn: verdicts.vpn?.value.isVpn,
    proxy: verdicts.proxy?.value.isProxy,
    tor: verdicts.tor?.value.isExit,
    ip_blocklist: isBlocked(verdicts),
  }
  // Object.entries forgets the key type that the declaration above checks.
  return (Object.keys(raised) as (keyof Verdicts)[]).filter((name) => raised[name])
}

function isBlocked({ ip_blocklist }: Verdicts): boolean {
  return Boolean(ip_blocklist?.value.isAttackSource || ip_blocklist?.value.isEmailSpam)
}
