import type { Facts } from '../facts'
import { readValue } from '../identify/read-value'
import { combine } from './combine'
import { readConsoleCues, readDebugger, shownEngine } from './console-cues'
import type { Evidence } from './define'
import { httpContradictions } from './http-contradictions'
import { asNumber, asTexts, imitations, readFields, readText, readTexts } from './read-fields'

export interface StrongEvidence extends Evidence {
  /** Evidence of one kind has one cause: of each kind only the strongest counts. */
  readonly kind:
    | 'protocol'
    | 'undebugged'
    | 'pointer'
    | 'geometry'
    | 'shell'
    | 'stealth'
    | 'flag'
    | 'csp'
    | 'input'
    | 'page'
    | 'apis'
    | 'http'
}

/** Strong, but not decisive. Two kinds at least must meet; see `bot.ts`. */
export function strongEvidence(facts: Facts): StrongEvidence[] {
  return finders.flatMap((find) => find(facts) ?? [])
}

const finders: readonly ((facts: Facts) => StrongEvidence | undefined)[] = [
  protocol,
  noDebugger,
  noPointer,
  geometry,
  shellLeftovers,
  stealthArtefacts,
  hiddenFlag,
  cspBypass,
  madeInput,
  notAPage,
  missingApis,
  httpTraits,
]

/** Developer tools do the same: a docked panel or their debugger explains it away. */
function protocol(facts: Facts): StrongEvidence | undefined {
  const { isTrapped, isDocked } = readConsoleCues(facts)
  if (!isTrapped || isDocked || readDebugger(facts) === 'on') return undefined
  return { kind: 'protocol', says: 'a debugging client is attached', weight: 0.8 }
}

/**
 * Developer tools are a client with a debugger; drivers have none. Evaded by a driver that switches
 * the debugger on, and by one that the trap does not show.
 */
function noDebugger(facts: Facts): StrongEvidence | undefined {
  const { isTrapped, isDocked } = readConsoleCues(facts)
  if (!isTrapped || isDocked || readDebugger(facts) !== 'off') return undefined
  return {
    kind: 'undebugged',
    says: 'the debugging client has no debugger, as developer tools have',
    weight: 0.6,
  }
}

/** Headless Chromium 156 and Firefox 153; kiosks and televisions too, so desktops only. */
function noPointer(facts: Facts): StrongEvidence | undefined {
  const { primary, any, hover, anyHover } = readFields(facts, 'pointer')
  if (primary !== 'none' || any !== 'none' || hover !== false || anyHover !== false)
    return undefined
  if (!isDesktop(facts)) return undefined
  return { kind: 'pointer', says: 'a desktop browser without any pointing device', weight: 0.75 }
}

const presets: readonly (readonly [width: number, height: number])[] = [
  [800, 600],
  [1280, 720],
]

/**
 * Zooming out makes a page larger than its window too, but by 11 % and more, so only less than
 * that counts. Puppeteer's default is 800 x 600 in 780 x 580; other tools use 1280 x 720. Headless
 * Chromium has a screen of 800 x 600, whatever the window (156).
 */
function geometry(facts: Facts): StrongEvidence | undefined {
  if (!isDesktop(facts)) return undefined
  const { innerWidth, innerHeight, outerWidth, outerHeight, screenWidth, screenHeight } = numbersOf(
    readFields(facts, 'windowGeometry'),
  )
  if (!innerWidth || !innerHeight || !outerWidth || !outerHeight) return undefined
  const evidence = (says: string, weight: number) => ({ kind: 'geometry' as const, says, weight })
  const ratio = Math.max(innerWidth / outerWidth, innerHeight / outerHeight)
  if (ratio > 1.003 && ratio < 1.07) return evidence('the page is larger than its window', 0.6)
  const isPreset = presets.some(([width, height]) => innerWidth === width && innerHeight === height)
  if (isPreset) {
    const size = `${innerWidth} x ${innerHeight}`
    return evidence(`the page is exactly ${size}, a default of automation tools`, 0.6)
  }
  if (!screenWidth || !screenHeight) return undefined
  if (screenWidth === 800 && screenHeight === 600) {
    return evidence('the screen is 800 x 600, as without a display', 0.6)
  }
  if (outerWidth <= screenWidth + 32 && outerHeight <= screenHeight + 32) return undefined
  return evidence('the window is larger than the screen', 0.4)
}

/** All together: any of them alone is a setting or an embedded browser. */
function shellLeftovers(facts: Facts): StrongEvidence | undefined {
  if (shownEngine(facts) !== 'blink' || !isDesktop(facts)) return undefined
  const plugins = readValue(facts.payload.signals, 'plugins')
  const { chrome } = readFields(facts, 'chromeTraits')
  const { Notification: older, notifications: newer } = readFields(facts, 'permissions')
  const isBare = Array.isArray(plugins) && plugins.length === 0
  const hasNoViewer = readValue(facts.payload.signals, 'pdfViewerEnabled') === false
  const isContradicted = older === 'denied' && newer === 'prompt'
  const isPoor = chrome === false || readFields(facts, 'connection').rttMs === 0
  if (!isBare || !hasNoViewer || !isContradicted || !isPoor) return undefined
  return {
    kind: 'shell',
    says: 'no plugins, no PDF viewer and contradicting permissions, as in a browser without windows',
    weight: 0.8,
  }
}

/** Made by hand to look like Chrome; the first two also by extensions, so they do not count alone. */
const generalArtefacts = ['toStringProxy', 'frameWindowProxy']
const telltaleArtefacts = ['createElementOwn', 'pluginLinks', 'permissionState', 'chromeRuntime']

function stealthArtefacts(facts: Facts): StrongEvidence | undefined {
  const checks = imitations(facts)
  const telltale = telltaleArtefacts.filter((name) => checks.includes(name))
  const general = generalArtefacts.filter((name) => checks.includes(name))
  const found = telltale.length + general.length
  if (telltale.length === 0 || found < 2) return undefined
  return {
    kind: 'stealth',
    says: `parts of the browser are imitated (${[...general, ...telltale].join(', ')})`,
    weight: found > 2 ? 0.8 : 0.6,
  }
}

function hiddenFlag(facts: Facts): StrongEvidence | undefined {
  const { own, replaced, differs } = readFields(facts, 'overrides')
  const isHidden =
    asTexts(own).includes('navigator.webdriver') ||
    asTexts(replaced).includes('Navigator.webdriver') ||
    asTexts(differs).includes('webdriver') ||
    readTexts(facts, 'nativeChecks').some((name) => name.endsWith(':Navigator.webdriver'))
  if (!isHidden) return undefined
  return { kind: 'flag', says: 'navigator.webdriver was replaced', weight: 0.8 }
}

function cspBypass(facts: Facts): StrongEvidence | undefined {
  if (readText(facts, 'cspFrame') !== 'ran') return undefined
  return { kind: 'csp', says: 'a script ran in a frame whose policy forbids scripts', weight: 0.8 }
}

/** Puppeteer presses without pressure and at once (Chromium 156); a mouse has 0.5. */
function madeInput(facts: Facts): StrongEvidence | undefined {
  const { zeroPressureClicks, shortestPressMs } = readFields(facts, 'inputCadence')
  const isInstant = (asNumber(shortestPressMs) ?? 1_000) < 15
  if (!isInstant || (asNumber(zeroPressureClicks) ?? 0) === 0) return undefined
  return { kind: 'input', says: 'mouse clicks without pressure or duration', weight: 0.5 }
}

/** V8 without Blink's features: Node with an emulated page. */
function notAPage(facts: Facts): StrongEvidence | undefined {
  const { evalLength, stackStyle } = readFields(facts, 'engineTraits')
  if (shownEngine(facts) !== 'unknown' || evalLength !== 33 || stackStyle !== 'v8') return undefined
  return {
    kind: 'page',
    says: 'the engine of Chrome without the features of a browser',
    weight: 0.8,
  }
}

/** Every browser of the last ten years has the first two. */
function missingApis(facts: Facts): StrongEvidence | undefined {
  if (!Array.isArray(readValue(facts.payload.signals, 'apis'))) return undefined
  const apis = readTexts(facts, 'apis')
  const basic = ['matchMedia', 'Worker'].filter((name) => !apis.includes(name))
  const other = ['OfflineAudioContext', 'RTCPeerConnection'].filter((name) => !apis.includes(name))
  if (basic.length === 0 || other.length === 0) return undefined
  return { kind: 'apis', says: `the page lacks ${[...basic, ...other].join(', ')}`, weight: 0.6 }
}

/** Weak ones add up to one kind: a proxy that drops and rewrites headers makes several at once. */
function httpTraits(facts: Facts): StrongEvidence | undefined {
  const traits = httpContradictions(facts).filter(({ kind }) => kind === 'automation')
  const weight = Math.min(0.8, combine(traits.map((trait) => trait.weight)))
  if (weight < 0.4) return undefined
  return { kind: 'http', says: traits.map(({ says }) => says).join('; '), weight }
}

/** Televisions, consoles and boxes for them: no pointer, and pages of 1280 x 720 as a rule. */
const atTelevision =
  /\bTV\b|SmartTV|Tizen|Web0S|CrKey|BRAVIA|VIDAA|HbbTV|NetCast|PlayStation|Xbox|Nintendo|\bAFT|Roku/i

/** By every name it has, also the one of developer tools that imitate a phone. */
function isDesktop(facts: Facts): boolean {
  if (atTelevision.test(facts.network.userAgent)) return false
  const { os } = facts.network.claimed
  if (os !== 'windows' && os !== 'macos' && os !== 'linux') return false
  if (readFields(facts, 'userAgentData').mobile === true) return false
  return (asNumber(readFields(facts, 'touchSupport').maxTouchPoints) ?? 0) === 0
}

function numbersOf(fields: Readonly<Record<string, unknown>>): Record<string, number | undefined> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, asNumber(value)]))
}
