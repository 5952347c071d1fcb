import { createDraw, type Draw } from './world/draw'
import { worldParameters } from './world-parameters'

/** Parts that hold dates and numbers of releases, not rates. */
const fixed: ReadonlySet<string> = new Set(['calendar'])
const shareName = /share$|^release$|newSession$|change$|changes/i
const timeName = /days|median|max$/i

/**
 * Turns every share and rate of the world by a factor of its own, most of them between a half and
 * twice: a world that nobody has tuned to. The same number gives the same world.
 *
 * @returns turns them back
 */
export function stretchWorld(number: number): () => void {
  const before = structuredClone(worldParameters)
  stretch(worldParameters, createDraw(`stretch/${number}`), '')
  return () => restore(worldParameters, before)
}

function restore(part: object, before: object): void {
  for (const [name, value] of Object.entries(before)) {
    const values = part as Record<string, unknown> // as in `stretch`
    const own = values[name]
    if (typeof own === 'object' && own !== null) restore(own, value)
    else values[name] = value
  }
}

function stretch(part: object, draw: Draw, path: string): void {
  // The parameters are constants for everybody else; they are changed before the first is read.
  const values = part as Record<string, unknown>
  for (const [name, value] of Object.entries(values)) {
    if (fixed.has(name)) continue
    if (typeof value === 'object' && value !== null) stretch(value, draw, name)
    if (typeof value !== 'number') continue
    const factor = draw.logNormal(1, 0.6)
    if (value > 0 && value < 1 && (shareName.test(name) || path === 'release')) {
      const odds = (value / (1 - value)) * factor
      values[name] = odds / (1 + odds)
    } else if (timeName.test(name)) {
      values[name] = value * factor
    }
  }
}
