import { addresses } from './network-files'
import { worldKeys } from './tenants'
import type { VisitParts } from './visitor'

/** A person's machine: the recorded browser was a driven one without a graphics card. */
const person = {
  webdriver: false,
  timezone: 'Europe/Berlin',
  webglBasics: {
    version: 'WebGL 1.0 (OpenGL ES 2.0 Chromium)',
    vendor: 'WebKit',
    vendorUnmasked: 'Google Inc. (Intel)',
    renderer: 'WebKit WebGL',
    rendererUnmasked: 'ANGLE (Intel, Mesa Intel(R) UHD Graphics 620 (KBL GT2), OpenGL 4.6)',
    shadingLanguageVersion: 'WebGL GLSL ES 1.0 (OpenGL ES GLSL ES 1.0 Chromium)',
  },
  fileAccess: { writeMs: 0.02, flushMs: 0.5 },
  stackTrap: { hits: 0, workerHits: 0, runs: 3 },
  pointer: { primary: 'fine', any: 'fine', hover: true, anyHover: true },
  webglLimits: undefined,
} as const

/** Also with the limits of the graphics that the recorded browser had: they are another card's. */
const { webglLimits: _, ...withLimits } = person

/** A panel of developer tools takes most of it. */
const dockedWindow = {
  innerWidth: 1280,
  innerHeight: 400,
  outerWidth: 1280,
  outerHeight: 900,
  screenWidth: 1920,
  screenHeight: 1080,
}

const gptBot =
  'Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; GPTBot/1.2; +https://openai.com/gptbot)'

/** Visits that differ in every fact that an answer shows or a search filters by. */
export const visits: Readonly<Record<string, VisitParts>> = {
  'a person at home': {
    ip: addresses.household,
    signals: person,
    linkedId: 'customer 1+ü',
    tag: { cart: [1.5, { ü: '日本語', none: null }] },
    url: 'https://shop.example:8443/cart?a=1&b=2',
    referrer: 'https://search.example/?q=shop',
    sdk: { integrations: ['react-sdk/3.2.0/react/19.3.1', 'own'] },
  },
  'by IPv6 with the third generation': {
    ip: addresses.household6,
    signals: { ...person, hardwareConcurrency: 12 },
    tag: 'checkout',
    sdk: { version: '3.12.15', face: 'v3', integrations: ['spa-sdk/1.3.3'] },
  },
  'through a VPN': {
    ip: addresses.vpn,
    signals: { ...person, timezone: 'America/New_York' },
    key: worldKeys.publicSide,
    tag: 7,
  },
  'through a proxy in a data centre': {
    ip: addresses.dataCenterProxy,
    signals: { ...person, position: { latitude: 50.1, longitude: 8.7, accuracyM: 5 } },
    tag: ['a', 'list'],
  },
  'through a residential proxy': {
    ip: addresses.residentialProxy,
    signals: { ...person, position: { latitude: 48.1, longitude: 11.5, accuracyM: 900 } },
  },
  'through Tor, in a private window': {
    ip: addresses.tor,
    signals: { ...person, fileAccess: { writeMs: 1, flushMs: 0 } },
  },
  'through a relay': { ip: addresses.relay6, signals: person },
  'from a listed attacker': { ip: addresses.attacker, signals: person },
  'from a listed spammer': { ip: addresses.spammer, signals: person },
  'from a private network': { ip: addresses.bogon, signals: person },
  'without a proxy in front': { signals: person },
  'with developer tools, worked on from afar': {
    ip: addresses.household,
    signals: {
      ...person,
      stackTrap: { hits: 2, workerHits: 0, runs: 3 },
      windowGeometry: dockedWindow,
      colorDepth: 16,
    },
    facts: { remoteControlDetection: true },
  },
  'with a browser that hides': { ip: addresses.household, signals: { ...person, brave: true } },
  'in a virtual machine': {
    ip: addresses.household,
    signals: {
      ...person,
      webglBasics: { ...person.webglBasics, rendererUnmasked: 'ANGLE (VMware, SVGA3D)' },
    },
  },
  'in a browser that was tampered with': {
    ip: addresses.household,
    signals: {
      ...withLimits,
      overrides: {
        own: ['navigator.platform', 'screen.width'],
        replaced: ['WebGLRenderingContext.getParameter'],
        differs: ['screen'],
      },
    },
  },
  'driven by a program': { ip: addresses.household, linkedId: 'customer 2' },
  'a crawler by its name': { ip: addresses.household, userAgent: gptBot },
  'a crawler by its address': { ip: addresses.crawler, userAgent: gptBot },
  'in an enclosed browser that gives little': {
    ip: addresses.household,
    signals: Object.fromEntries(
      ['webdriver', 'webglBasics', 'canvas', 'overrides', 'engine'].map((name) => [
        name,
        undefined,
      ]),
    ),
  },
}

/** Reports of servers to `POST /v4/edge`. */
export const edgeReports: readonly Readonly<Record<string, unknown>>[] = [
  { ipv4_address: addresses.household, headers: [{ name: 'User-Agent', value: 'curl/8.14.1' }] },
  {
    ipv4_address: addresses.vpn,
    headers: [{ name: 'User-Agent', value: gptBot }],
    linked_id: 'report 1',
    tags: { a: [1, { ü: 2 }] },
  },
  {
    ipv4_address: addresses.dataCenterProxy,
    ipv6_address: addresses.household6,
    headers: [{ name: 'User-Agent', value: 'Mozilla/5.0 (X11; Linux x86_64)' }],
  },
  {
    ipv6_address: addresses.relay6,
    headers: [{ name: 'User-Agent', value: 'Mozilla/5.0 HeadlessChrome/156.0.0.0' }],
  },
  { ipv4_address: addresses.bogon, headers: [{ name: 'Accept', value: '*/*' }] },
].map((parts) => ({ method: 'GET', url: 'https://shop.example/login?a=1', ...parts }))
