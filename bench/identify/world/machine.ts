import { worldParameters } from '../world-parameters'
import type { Draw } from './draw'
import type { Row, Screen, ScreenRow } from './row'
import { createTimer, never } from './timer'

const { screens, hardware, system } = worldParameters

/** What a machine shows at one moment. */
export interface MachineState {
  readonly screen: Screen
  readonly isDocked: boolean
  readonly fonts: readonly string[]
  readonly renderer: string
  readonly deviceMemory: number | null
  readonly platformVersion: string | undefined
  /** How often a cause has changed what canvas and parameters give. */
  readonly canvasSteps: number
  readonly textSteps: number
  readonly emojiSteps: number
  readonly parameterSteps: number
}

/** A machine lives on its own: two browsers on it see the same changes. */
export interface Machine {
  readonly isMobile: boolean
  /** Applies what happened until then. Times never run backwards. */
  stateAt(at: number, draw: Draw): MachineState
}

export interface MachineOptions {
  readonly row: ScreenRow
  readonly draw: Draw
  readonly startsAt: number
  /** Rows of the same system: other people's screens and fonts, to take new ones from. */
  readonly alike: readonly ScreenRow[]
}

export function createMachine({ row, draw, startsAt, alike }: MachineOptions): Machine {
  const isMobile = row.mobile || row.os === 'Android' || row.os === 'iOS'
  const hasDriverUpdates = !isMobile && draw.chance(hardware.driverShare)
  const timers = {
    screen: isMobile ? never : createTimer(draw, screens.replacedEveryDays, startsAt),
    driver: hasDriverUpdates ? createTimer(draw, hardware.driverEveryDays, startsAt) : never,
    fonts:
      !isMobile && draw.chance(hardware.fontShare)
        ? createTimer(draw, hardware.fontEveryDays, startsAt)
        : never,
    memory: isMobile ? never : createTimer(draw, hardware.memoryEveryDays, startsAt),
    system: createTimer(draw, system.updateEveryDays[row.os], startsAt),
  }
  const docks: Screen[] = []
  if (!isMobile && draw.chance(screens.dockingShare)) {
    docks.push(draw.pick(alike).screen)
    if (draw.chance(screens.thirdStateShare)) docks.push(draw.pick(alike).screen)
  }
  let own = row.screen
  const state = {
    fonts: row.fonts,
    renderer: row.webglRenderer,
    deviceMemory: row.deviceMemory,
    platformVersion: row.uach?.platformVersion,
    canvasSteps: 0,
    textSteps: 0,
    emojiSteps: 0,
    parameterSteps: 0,
  }
  const updateDriver = () => {
    if (draw.chance(hardware.driverChangesCanvas)) state.canvasSteps++
    if (draw.chance(hardware.driverChangesParameters)) state.parameterSteps++
    if (draw.chance(hardware.driverRenamesRenderer)) {
      state.renderer = renamed(row.webglRenderer, draw)
    }
  }
  const updateSystem = () => {
    state.platformVersion = bumped(state.platformVersion)
    if (draw.chance(system.changesText)) state.textSteps++
    if (draw.chance(system.changesEmoji)) state.emojiSteps++
  }
  return {
    isMobile,
    stateAt(at, visit) {
      for (let n = timers.screen.fires(at); n > 0; n--) own = draw.pick(alike).screen
      for (let n = timers.driver.fires(at); n > 0; n--) updateDriver()
      for (let n = timers.fonts.fires(at); n > 0; n--) {
        state.fonts = otherFonts(state.fonts, draw.pick(alike), draw)
      }
      for (let n = timers.system.fires(at); n > 0; n--) updateSystem()
      if (timers.memory.fires(at) > 0 && state.deviceMemory !== null) {
        state.deviceMemory = Math.min(32, state.deviceMemory * 2)
      }
      const isDocked = docks.length > 0 && visit.chance(screens.dockedVisitShare)
      return { ...state, isDocked, screen: isDocked ? visit.pick(docks) : own }
    },
  }
}

/** Programs bring one to three families of another machine, or take as many away. */
function otherFonts(fonts: readonly string[], donor: Row, draw: Draw): string[] {
  const count = draw.integer(1, 3)
  const missing = donor.fonts.filter((name) => !fonts.includes(name))
  if (missing.length > 0 && draw.chance(0.7)) {
    return [...fonts, ...draw.shuffle(missing).slice(0, count)].sort()
  }
  const gone = new Set(draw.shuffle(fonts).slice(0, Math.min(count, fonts.length - 1)))
  return fonts.filter((name) => !gone.has(name))
}

/** Drivers reword the tail of the renderer: `OpenGL 4.6` to `OpenGL 4.6.0 (Core Profile)`, `D3D11` with a version. */
function renamed(original: string, draw: Draw): string {
  const tail = `-${draw.integer(30, 33)}.0.${draw.integer(100, 199)}.${draw.integer(1000, 9999)}`
  return original.endsWith(')') ? `${original.slice(0, -1)}${tail})` : `${original}${tail}`
}

/** `26.4.1` becomes `26.5.0`: the middle number counts updates. */
function bumped(version: string | undefined): string | undefined {
  if (version === undefined || version === '') return version
  const [major = '', minor] = version.split('.')
  return minor === undefined ? `${Number(major) + 1}` : `${major}.${Number(minor) + 1}.0`
}
