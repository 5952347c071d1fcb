import type { Facts } from '../facts'
import type { Contradiction } from './contradictions'
import { hasCanvasNoise, replacedCanvas } from './privacy-facts'
import { asTexts, imitations, readFields } from './read-fields'

/**
 * Names that fingerprint spoofers set. Others belong to honest extensions: password managers replace
 * `navigator.credentials`, tracker blockers add `globalPrivacyControl`.
 */
const spoofed =
  /^(navigator\.(userAgent|appVersion|platform|languages?|webdriver|hardwareConcurrency|deviceMemory|plugins|mimeTypes|vendor|maxTouchPoints|userAgentData|oscpu|productSub)|screen\.(width|height|availWidth|availHeight|colorDepth|pixelDepth))$/

/** Replaced by polyfills and monitoring scripts of the page as well. */
const oftenReplaced =
  /^(Function\.toString|Date\.getTimezoneOffset|Permissions\.query|MediaDevices\.|HTMLMediaElement\.|Element\.)/

export function nativeContradictions(facts: Facts): Contradiction[] {
  const { own, replaced, differs } = readFields(facts, 'overrides')
  return [
    ...asTexts(own)
      .filter((name) => spoofed.test(name))
      .map(ownProperty),
    ...asTexts(replaced).flatMap(replacedFunction),
    ...asTexts(differs).map(frameDiffers),
    ...canvas(facts),
    ...imitations(facts).flatMap(nativeCheck),
  ]
}

function ownProperty(name: string): Contradiction {
  const accessorOf = name.startsWith('screen') ? 'Screen' : 'Navigator'
  return { feature: 'accessor', says: `${name} was set by a script`, weight: 0.6, accessorOf }
}

function replacedFunction(name: string): Contradiction[] {
  if (/^(HTMLCanvasElement|CanvasRenderingContext2D)/.test(name)) return []
  const weight = oftenReplaced.test(name) ? 0.2 : 0.55
  const [accessorOf = ''] = name.split('.')
  return [
    {
      feature: 'accessor',
      says: `${name} is not the browser's own`,
      weight,
      ...(weight > 0.5 && { accessorOf }),
    },
  ]
}

function frameDiffers(name: string): Contradiction {
  const isMadeUp = name === 'screen' || name === 'hardwareConcurrency'
  return {
    feature: 'frame',
    says: `${name} differs in a clean frame`,
    weight: 0.6,
    ...(isMadeUp && { explainedBy: ['rfp', 'brave'] }),
  }
}

/** What reads the picture weighs more than what recorders of sessions replace as well. */
function canvas(facts: Facts): Contradiction[] {
  const names = replacedCanvas(facts)
  if (names.length === 0) return []
  const says = `${names.join(', ')} not the browser's own`
  if (hasCanvasNoise(facts)) {
    return [{ feature: 'canvas', says: `the canvas is falsified, ${says}`, weight: 0.7 }]
  }
  const canFalsify = names.some((name) => /toDataURL|toBlob/.test(name))
  return [{ feature: 'canvas', says, weight: canFalsify ? 0.5 : 0.25 }]
}

const checks: Readonly<Record<string, Omit<Contradiction, 'says'> & { says: string }>> = {
  toStringProxy: {
    feature: 'proxy',
    says: 'what shows the text of functions is wrapped',
    weight: 0.5,
  },
  frameWindowProxy: { feature: 'proxy', says: 'windows of frames are wrapped', weight: 0.5 },
  createElementOwn: { feature: 'proxy', says: 'document.createElement was replaced', weight: 0.4 },
  pluginLinks: {
    feature: 'proxy',
    says: 'the list of plugins is imitated',
    weight: 0.5,
    explainedBy: ['brave'],
  },
  permissionState: {
    feature: 'proxy',
    says: 'two states of one permission contradict each other',
    weight: 0.2,
  },
  chromeRuntime: { feature: 'proxy', says: 'chrome.runtime on an insecure page', weight: 0.2 },
  resolution: {
    feature: 'media',
    says: 'the pixel ratio contradicts the media query',
    weight: 0.5,
    explainedBy: ['rfp'],
  },
}

function nativeCheck(name: string): Contradiction[] {
  const known = Object.hasOwn(checks, name) ? checks[name] : undefined
  if (known) return [known]
  const [kind = '', member = ''] = name.split(':')
  const [accessorOf = ''] = member.split('.')
  if (kind === 'keyOrder') {
    return [
      { feature: 'accessor', says: `the members of ${member} are out of order`, weight: 0.25 },
    ]
  }
  if (kind !== 'prototypeGetter' && kind !== 'getterPrototype') return []
  // Judged with the other replaced functions of the canvas.
  if (/^(HTMLCanvasElement|CanvasRenderingContext2D|OffscreenCanvas)/.test(member)) return []
  return [{ feature: 'accessor', says: `${member} is imitated`, weight: 0.6, accessorOf }]
}
