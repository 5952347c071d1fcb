/**
 * Every share and rate of the simulated world, with its source. "Assumed" marks what no source at
 * hand gives: judge results by how they move when such a number does (the options of the command
 * change the important ones). Durations in days unless named otherwise.
 */
export const worldParameters = {
  /** Chrome and Edge reach 153 on 2026-09-08, Firefox 155 on 2026-09-01, both every 14 days since (caniuse-lite 1.0.30001826). */
  calendar: {
    startsAt: Date.UTC(2026, 8, 15),
    chromium: { major: 153, releasedAt: Date.UTC(2026, 8, 8), everyDays: 14 },
    gecko: { major: 155, releasedAt: Date.UTC(2026, 8, 1), everyDays: 14 },
    /** Safari comes with the system: 27.0 in the middle of September, then about every 45 days (Apple's release notes of 2024 to 2026). */
    webkit: { major: 27, releasedAt: Date.UTC(2026, 8, 14), everyDays: 45 },
    /** Newest major of each family on the day of the rows: rows are moved forward by the difference. */
    rowsNewest: { chromium: 147, gecko: 150, webkit: 26 },
    /** Browsers further behind than this on the day of the rows stay as they are (old phones, locked machines). */
    frozenBehindMajors: 6,
  },
  /** Days from a release until a browser runs it: median and sigma of a log-normal. Half of Chrome's users within a week is what StatCounter's daily versions show; Apple's systems take weeks. */
  adoption: {
    chromium: { median: 5, sigma: 0.8 },
    gecko: { median: 5, sigma: 0.8 },
    webkit: { median: 18, sigma: 0.9 },
  },
  /**
   * Chance that one release changes what a browser draws or computes, for all machines of a class
   * alike. The canvas pair fits "equal in 0.952 of pairs, mean gap 9 days" (FP-Stalker extension
   * data, identification facts 2); the others are assumed smaller.
   */
  release: {
    canvasGeometry: 0.03,
    canvasText: 0.04,
    audio: 0.05,
    math: 0.02,
    codecs: 0.03,
    webglParameters: 0.06,
    emoji: 0.03,
    vendorFlavors: 0.01,
  },
  visits: {
    /** Mean gap of a browser, drawn per browser: most come weekly or rarer, few daily (assumed; FP-Stalker sampled 1 and 7 days). */
    gap: { median: 6, sigma: 0.9, min: 0.5, max: 45 },
    /** Gaps of one browser spread around its mean (heavy tail). */
    spreadSigma: 1,
    /** First visits fall into this first part of the time. */
    arrivalShare: 0.7,
    /** Browsers that stop coming, and after how long on average (assumed). */
    leaverShare: 0.3,
    leaverDays: 60,
  },
  /** Strangers who come once or twice: they fill the store and own ids, and are not scored (assumed). */
  crowdShare: 0.4,
  storage: {
    /** Li & Cao, IMC 2020: 32 % of browser instances clear cookies. */
    clearerShare: 0.32,
    /** How often those clear (assumed). */
    clearEveryDays: 35,
    /** Safari forgets what script has stored after 7 days without interaction (WebKit ITP 2.3). */
    safariCapDays: 7,
  },
  incognito: {
    /** Browsers with any private visit, and the share of private visits of those (assumed). */
    userShare: 0.2,
    visitShare: 0.25,
  },
  privacy: {
    /** Of Chromium rows (Brave's own 100 million of about 3.5 billion Chromium users). */
    braveShare: 0.03,
    /** Brave's noise is one per session and site: chance that a visit is a new session (assumed). */
    braveNewSession: 0.8,
    /** Of desktop Firefox rows: more than there are (a hidden setting), or no figure for them could be given. */
    rfpShare: 0.15,
  },
  screens: {
    /** Desktop machines that toggle between two or three states; resolution equal in 0.859 of pairs, the 90th-percentile browser changes every 3 days (facts 2). */
    dockingShare: 0.3,
    dockedVisitShare: 0.4,
    thirdStateShare: 0.25,
    /** A new monitor for good (assumed). */
    replacedEveryDays: 900,
    /** Browsers with page zoom on this site, and how often they change it (assumed). */
    zoomShare: 0.12,
    zoomChange: 0.2,
  },
  hardware: {
    /** Renderer equal in 0.989 of pairs (facts 2): desktop machines with driver updates, and their rhythm. */
    driverShare: 0.4,
    driverEveryDays: 90,
    driverChangesCanvas: 0.25,
    driverRenamesRenderer: 0.12,
    driverChangesParameters: 0.3,
    /** Desktop machines that get or lose fonts with programs, and their rhythm (assumed). */
    fontShare: 0.15,
    fontEveryDays: 90,
    /** More memory (assumed). */
    memoryEveryDays: 5_000,
  },
  system: {
    /** Days between visible system updates of a machine: what moves platformVersion, sometimes fonts of emoji and text (assumed from vendors' calendars). */
    updateEveryDays: { Windows: 200, macOS: 45, Linux: 180, Android: 250, iOS: 45, ChromeOS: 28 },
    changesText: 0.12,
    changesEmoji: 0.15,
  },
  person: {
    /** Travellers, trips and how often the zone differs. Equal in 0.949 of the published pairs, which were offsets and so moved twice a year without any travel: fewer here. */
    travellerShare: 0.25,
    tripEveryDays: 40,
    tripDays: 6,
    tripZoneShare: 0.6,
    /** Language equal in 0.994 of pairs (facts 2). */
    languageChangeEveryDays: 1_500,
    languageTogglerShare: 0.008,
    /** Automatic dark mode by the hour; accessibility settings hardly ever move (assumed). */
    darkByHourShare: 0.25,
    preferenceEveryDays: 4_000,
  },
  machines: {
    /** Machines that a second browser of another maker is used on, as two browsers of the world (assumed). */
    secondBrowserShare: 0.1,
  },
  fleets: {
    /** Browsers on machines of one image, model and address (assumed; `--fleet-share`). */
    share: 0.03,
    sizeMin: 4,
    sizeMax: 12,
    officeVisitShare: 0.8,
    /** Days from the managed update until a machine's browser is started again: median and sigma of a log-normal (assumed; Chrome's policy RelaunchNotificationPeriod asks for it within 7 days). */
    relaunch: { median: 1.5, sigma: 0.8 },
  },
  households: {
    /** Browsers that share a home address with others (assumed; `--household-share`). */
    share: 0.4,
    sizeMin: 2,
    sizeMax: 5,
  },
  network: {
    /** Homes whose address changes, and how often (RIPE Atlas: some providers daily, most for weeks). */
    dynamicHomeShare: 0.4,
    dynamicEveryDays: 20,
    staticEveryDays: 300,
    /** Homes and phones that come by IPv6 (Google's statistic of IPv6 users, about 45 %). */
    ipv6Share: 0.45,
    /** Phones away from the home network, by visit (assumed). */
    mobileVisitShare: 0.4,
    /** Addresses of one mobile carrier's pool, and how long a phone keeps one (assumed; carrier-grade NAT). */
    carriers: 4,
    carrierAddresses: 120,
    carrierStickyDays: 1,
    /** Laptops that also work elsewhere: office address shared by many (assumed). */
    officeWorkerShare: 0.35,
    officeVisitShare: 0.4,
    officeBrowsers: 15,
    /** People behind a VPN, share of their visits, exits of the provider (assumed). */
    vpnShare: 0.08,
    vpnVisitShare: 0.5,
    vpnAddresses: 60,
    /** Everybody else behind one of few addresses, as in a dormitory or behind a big proxy (`--shared-address-share`). */
    sharedAddressShare: 0.02,
    sharedAddresses: 3,
  },
} as const

/** What the command line may change. */
export interface WorldShares {
  readonly fleetShare: number
  readonly householdShare: number
  readonly sharedAddressShare: number
}

export const defaultShares: WorldShares = {
  fleetShare: worldParameters.fleets.share,
  householdShare: worldParameters.households.share,
  sharedAddressShare: worldParameters.network.sharedAddressShare,
}
