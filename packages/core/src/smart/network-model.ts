/**
 * Fixed logistic weights for `vpn_ml_score` and `proxy_ml_score`. Set by hand from how often honest
 * visitors show each fact; not trained, and without an error rate.
 */
export const networkModel = {
  vpn: {
    bias: -3.2,
    publicVpn: 5.5,
    relay: 5.5,
    tor: 3.5,
    zoneMajor: 2.4,
    zoneMinor: 1.3,
    osMismatch: 2.2,
    datacenter: 1.6,
    /** Room for 1,420 bytes and less, as tunnels leave it; so do some mobile networks. */
    smallPackets: 0.4,
    sameCountry: -0.8,
  },
  proxy: {
    bias: -3.4,
    listed: 5.5,
    osMismatch: 2.8,
    datacenter: 1.4,
    zoneMajor: 0.8,
    /** For each foreign zone seen at the address, up to five. */
    foreignZone: 0.9,
  },
} as const

/** 0 to 1, three decimals. */
export function logistic(sum: number): number {
  return Math.round(1000 / (1 + Math.exp(-sum))) / 1000
}
