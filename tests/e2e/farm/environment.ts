import type { Screen } from '../../browsers/browser'
import type { BuildName } from './builds'
import type { FontSetName } from './font-sets'

/** One machine with one browser, as one person uses it. */
export interface Environment {
  readonly name: string
  readonly build: BuildName
  /** The build that replaces it while the farm looks on. */
  readonly updatesTo?: BuildName
  /**
   * The first one is the system's. Chromium with a window makes its own list from that, as from a
   * real system; the others take the whole list.
   */
  readonly languages: readonly [string, ...string[]]
  readonly timeZone: string
  /** In device pixels. */
  readonly screen: Required<Screen>
  readonly fonts: FontSetName
  readonly processors: 1 | 2
  /** Chromium brings SwiftShader along, llvmpipe is the system's. */
  readonly webgl: 'swiftshader' | 'llvmpipe' | 'none'
}

/** What of two environments differs, of the things in which real machines differ. */
export function differences(a: Environment, b: Environment): string[] {
  const differs: Record<string, boolean> = {
    // A build counts only when no update makes it the same.
    build: buildsOf(a).every((build) => !buildsOf(b).includes(build)),
    language: a.languages[0] !== b.languages[0],
    'time zone': a.timeZone !== b.timeZone,
    'screen size': a.screen.width !== b.screen.width || a.screen.height !== b.screen.height,
    'colour depth': a.screen.depth !== b.screen.depth,
    scale: a.screen.scale !== b.screen.scale,
    fonts: a.fonts !== b.fonts,
    processors: a.processors !== b.processors,
    webgl: a.webgl !== b.webgl,
  }
  return Object.keys(differs).filter((thing) => differs[thing])
}

const buildsOf = ({ build, updatesTo = build }: Environment) => [build, updatesTo]
