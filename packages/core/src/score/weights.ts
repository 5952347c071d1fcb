import type { Verdicts } from '../smart/define'

/** What each Smart Signal adds to the suspect score when it is raised. Integers. */
export interface SuspectWeights {
  /** Grows with every change, and is stored with each event. */
  readonly version: number
  readonly weights: Readonly<Record<keyof Verdicts, number>>
}

/**
 * Set by what a raised signal says about intent, not learned. Tampering and automation are acts;
 * private windows, developer tools and virtual machines are habits of many honest people. Privacy
 * settings and a rare device weigh nothing: people have a right to the first and no choice about
 * the second. A relay that many people have switched on, and nothing else, is a VPN that weighs 1.
 */
export const defaultSuspectWeights: SuspectWeights = {
  version: 4,
  weights: {
    bot: 20,
    tampering: 12,
    virtual_machine: 4,
    developer_tools: 3,
    incognito: 2,
    remote_control: 3,
    privacy_settings: 0,
    rare_device: 0,
    ip_info: 0,
    vpn: 4,
    proxy: 6,
    tor: 8,
    ip_blocklist: 5,
  },
}
