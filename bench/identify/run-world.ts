import { createEckersley } from './baselines/eckersley'
import { createExactHash } from './baselines/exact-hash'
import { createFpStalker } from './baselines/fp-stalker'
import { createOracle } from './baselines/oracle'
import { type Changes, createChangeWatch } from './explain'
import { createJars, type Mode } from './jar'
import type { Decision, Linker } from './linker'
import { type Outcome, toOutcomes } from './metrics/outcome'
import { openOurs } from './ours'
import type { SimBrowser, Snapshot } from './world/browser'
import { createWorld, type WorldOptions } from './world/world'

export type Contest = 'all' | 'ours' | 'baselines'

/** What a visit was, for reports by class. */
export interface VisitClass {
  readonly browser: SimBrowser
  readonly isIncognito: boolean
  readonly changes: Changes
}

export interface Run {
  readonly linker: string
  /** Outcomes of scored browsers only, and what each visit was, in the same order. */
  readonly outcomes: readonly Outcome[]
  readonly classes: readonly VisitClass[]
  readonly seconds: number
}

/** Sends every visit of one world through every linker, in the order of time. */
export async function runWorld(
  options: WorldOptions,
  mode: Mode,
  contest: Contest,
): Promise<Run[]> {
  const world = createWorld(options)
  const linkers: Linker[] = [
    ...(contest === 'baselines' ? [] : [await openOurs(`run/${options.seed}`)]),
    ...(contest === 'ours' ? [] : [createFpStalker(), createEckersley(), createExactHash()]),
    createOracle(),
  ]
  const lanes = linkers.map((linker) => ({
    linker,
    jars: createJars(mode),
    decisions: [] as Decision[],
    ms: 0,
  }))
  const classes: VisitClass[] = []
  const changesOf = createChangeWatch()
  try {
    for (const visit of world.visits()) {
      const { snapshot } = visit
      const { browser, isIncognito } = snapshot
      classes.push({ browser, isIncognito, changes: changesOf(visit) })
      for (const lane of lanes) {
        const startedAt = performance.now()
        const link = await lane.linker.see(visit, lane.jars.token(snapshot))
        lane.ms += performance.now() - startedAt
        lane.jars.keep(snapshot, link.token ?? link.id)
        lane.decisions.push(toDecision(snapshot, link))
      }
    }
  } finally {
    for (const { linker } of lanes) await linker.close?.()
  }
  const isScored = classes.map(({ browser }) => !browser.isCrowd)
  return lanes.map(({ linker, decisions, ms }) => ({
    linker: linker.name,
    // Judged with the crowd, whose ids count as others'; scored without it.
    outcomes: toOutcomes(decisions).filter((_, index) => isScored[index]),
    classes: classes.filter((_, index) => isScored[index]),
    seconds: ms / 1_000,
  }))
}

function toDecision(
  { browser, at }: Snapshot,
  link: { id: string; confidence?: number },
): Decision {
  return { ...link, browser: browser.index, at }
}
