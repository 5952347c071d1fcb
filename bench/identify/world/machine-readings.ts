import type { Snapshot } from './browser'
import { hashText } from './draw'
import type { Values } from './readings'
import type { Screen } from './row'

const appleGpu = /Apple/

/** The machine, its screen, and what its user asked of it. */
export function machineReadings({ browser, machine, person, zoom }: Snapshot): Values {
  const { row } = browser
  const { screen } = machine
  const isTouch = row.maxTouchPoints > 0
  const isArm =
    row.os === 'Android' ||
    row.os === 'iOS' ||
    row.uach?.architecture === 'arm' ||
    appleGpu.test(row.webglRenderer)
  const isPhone = row.os === 'Android' || row.os === 'iOS'
  const pointer = isPhone ? 'coarse' : 'fine'
  return {
    engine: row.engine,
    platform: row.platform,
    architecture: isArm ? 127 : 255,
    hardwareConcurrency: row.hardwareConcurrency,
    deviceMemory: row.engine === 'blink' ? (machine.deviceMemory ?? undefined) : undefined,
    oscpu: row.engine === 'gecko' ? row.ua.match(/\(([^;)]+(?:; [^;)]+)?)/)?.[1] : undefined,
    vendor: { blink: 'Google Inc.', webkit: 'Apple Computer, Inc.', gecko: '' }[row.engine],
    touchSupport: {
      maxTouchPoints: row.maxTouchPoints,
      touchEvent: isTouch,
      touchStart: isTouch,
    },
    ...screenReadings(screen, zoom),
    colorGamut: hasWideGamut(row.os, screen, machine.isDocked) ? 'p3' : 'srgb',
    hdr: machine.isDocked ? screen.colorDepth > 24 : row.hdr,
    contrast: person.contrast === 1 ? 'more' : 'no-preference',
    forcedColors: false,
    monochrome: 0,
    invertedColors: row.engine === 'webkit' ? false : undefined,
    reducedMotion: person.reducedMotion,
    reducedTransparency: row.engine === 'gecko' ? undefined : false,
    colorScheme: person.prefersDark ? 'dark' : 'light',
    pointer: { primary: pointer, any: pointer, hover: !isPhone, anyHover: !isPhone },
    mediaDevices: {
      audioInputs: row.media[0] ?? 0,
      videoInputs: row.media[1] ?? 0,
      audioOutputs: row.media[2] ?? 0,
    },
  }
}

function screenReadings(screen: Screen, zoom: number): Values {
  const { width, height, availWidth, availHeight, availTop, availLeft } = screen
  const sides = [width, height].sort((a, b) => b - a)
  const outer = { width: availWidth, height: availHeight }
  return {
    screenResolution: sides,
    colorDepth: screen.colorDepth,
    screenFrame: [
      availTop,
      width - availWidth - availLeft,
      height - availHeight - availTop,
      availLeft,
    ].map((pixels) => Math.round(pixels)),
    devicePixelRatio: { ratio: round(screen.dpr * zoom), matchesMedia: true },
    windowGeometry: {
      innerWidth: Math.round(outer.width / zoom),
      innerHeight: Math.round((outer.height - 90) / zoom),
      outerWidth: outer.width,
      outerHeight: outer.height,
      screenX: availLeft,
      screenY: availTop,
      screenWidth: width,
      screenHeight: height,
      availWidth,
      availHeight,
    },
  }
}

/** Apple's own screens are wide; of the others every fifth model. */
function hasWideGamut(os: string, screen: Screen, isDocked: boolean): boolean {
  if (!isDocked && (os === 'macOS' || os === 'iOS')) return true
  return hashText(`gamut${screen.width}x${screen.height}@${screen.dpr}`) % 5 === 0
}

const round = (ratio: number) => Math.round(ratio * 1_000) / 1_000
