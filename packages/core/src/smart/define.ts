import type { BotCategory } from '@whorl/wire'
import type { ClientAddresses, CrawlerFacts, Facts } from '../facts'
import type { ProxyLabel } from '../ip-facts'

/** One reason for a verdict. `weight` is 0 to 1. */
export interface Evidence {
  readonly says: string
  readonly weight: number
}

/** A Smart Signal that had data. `value` has the shape that the signal documents. */
export interface Verdict<Value = unknown> {
  readonly value: Value
  readonly evidence: readonly Evidence[]
}

/** Verdicts by the signal's name in Server API v4. A signal without data is absent. */
export interface Verdicts {
  readonly bot?: Verdict<BotVerdict>
  readonly incognito?: Verdict<IncognitoVerdict>
  readonly developer_tools?: Verdict<DeveloperToolsVerdict>
  readonly privacy_settings?: Verdict<PrivacySettingsVerdict>
  readonly tampering?: Verdict<TamperingVerdict>
  readonly virtual_machine?: Verdict<VirtualMachineVerdict>
  /** Only in v3 of the published API, and only where the page asked for it. */
  readonly remote_control?: Verdict<RemoteControlVerdict>
  readonly rare_device?: Verdict<RareDeviceVerdict>
  /** Raises nothing. */
  readonly ip_info?: Verdict<ClientAddresses>
  readonly vpn?: Verdict<VpnVerdict>
  readonly proxy?: Verdict<ProxyVerdict>
  /** In v4 it is `ip_blocklist.tor_node`. */
  readonly tor?: Verdict<TorVerdict>
  readonly ip_blocklist?: Verdict<IpBlocklistVerdict>
}

export type Confidence = 'low' | 'medium' | 'high'

export interface IncognitoVerdict {
  readonly isPrivate: boolean
  readonly confidence: Confidence
}

export interface DeveloperToolsVerdict {
  readonly isOpen: boolean
}

export interface PrivacySettingsVerdict {
  readonly isHiding: boolean
}

export interface TamperingVerdict {
  readonly isTampered: boolean
  readonly confidence: Confidence
  /** 0 to 1; 0.5 and more is tampering. */
  readonly anomalyScore: number
  /** 0 to 1, of the fixed model in `tampering-model.ts`. */
  readonly mlScore: number
  readonly isAntiDetectBrowser: boolean
}

export interface VirtualMachineVerdict {
  readonly isVirtual: boolean
  /** 0 to 1, three decimals. A fixed table, not a trained model. */
  readonly mlScore: number
}

export interface RemoteControlVerdict {
  readonly isControlled: boolean
}

export interface BotVerdict {
  readonly result: 'not_detected' | 'good' | 'bad'
  /** In BotD's vocabulary, or the name of a self-declared program; present unless `not_detected`. */
  readonly type?: string
  /** Present unless `not_detected`. */
  readonly info?: BotInfo
}

/** `bot_info` of Server API v4. */
export interface BotInfo {
  readonly category: BotCategory
  readonly provider: string
  readonly provider_url?: string
  readonly name: string
  readonly identity: CrawlerFacts['identity']
  readonly confidence: Confidence
}

export interface RareDeviceVerdict {
  readonly isRare: boolean
  /** Percentile of rarity among the visitors of the workspace; rare are the last two. */
  readonly bucket: '<p95' | 'p95-p99' | 'p99-p99.5' | 'p99.5-p99.9' | 'p99.9+' | 'not_seen'
}

export interface VpnVerdict {
  readonly isVpn: boolean
  readonly confidence: Confidence
  /** 0 to 1, three decimals. A fixed table of weights, not a trained model. */
  readonly mlScore: number
  /** Zone as the browser sent it; empty when it sent none. */
  readonly originTimezone: string
  readonly methods: VpnMethods
}

/** Why. In browsers `auxiliaryMobile` does not exist. */
export interface VpnMethods {
  readonly timezoneMismatch: boolean
  readonly publicVpn: boolean
  readonly osMismatch: boolean
  readonly relay: boolean
}

export interface ProxyVerdict {
  readonly isProxy: boolean
  readonly confidence: Confidence
  /** 0 to 1, three decimals. A fixed table of weights, not a trained model. */
  readonly mlScore: number
  /** Present when `isProxy`. */
  readonly details?: {
    readonly type: ProxyLabel['type']
    /** Unix ms. */
    readonly lastSeenAt?: number
    readonly provider?: string
  }
}

export interface TorVerdict {
  readonly isExit: boolean
}

export interface IpBlocklistVerdict {
  readonly isAttackSource: boolean
  readonly isEmailSpam: boolean
}

export interface SmartSignal<Name extends keyof Verdicts = keyof Verdicts> {
  readonly name: Name
  readonly docs: string
  /**
   * The verdict compares with what was learned before the visit. Judged a second time, the visit
   * would find itself there: the first verdict stands.
   */
  readonly isJudgedOnce?: true
  /** `undefined`: there is no data to judge by. */
  readonly detect: (facts: Facts) => Verdicts[Name] | undefined
}

/** Declares a Smart Signal. Pure: no clock, no I/O, no `async`. */
export function defineSmartSignal<const Name extends keyof Verdicts>(
  signal: SmartSignal<Name>,
): SmartSignal<Name> {
  return signal
}
