import { join } from 'node:path'
import type { Installation, ServerProcess } from '../../../tools/server-process.mjs'
import { createScratchFolder } from '../../browsers/scratch-folder'
import { shownId } from '../read-demo'
import type { Environment } from './environment'
import { openEnvironment } from './open-environment'
import { type Identification, readIdentification } from './read-identification'
import { verifyEnvironment } from './verify-environment'

/** One way to come back, in the order in which all environments do it. */
export const visitKinds = [
  'first',
  'restart',
  'no storage',
  'private',
  'update, no storage',
  'update',
] as const

export type VisitKind = (typeof visitKinds)[number]

export type Visit = { readonly kind: VisitKind } & (
  | (Identification & { readonly version: string })
  | { readonly problem: string }
)

/** One environment and what became of it. */
export interface Visited {
  readonly environment: Environment
  readonly visits: Visit[]
}

/** The server that they all visit. */
export interface Farm {
  readonly server: ServerProcess
  readonly installation: Installation
  /** Called before each round. */
  readonly onRound?: (kind: VisitKind, visits: number) => void
}

/**
 * Opens every environment in every way, one browser at a time. All environments have been there
 * once before the first one comes back, so that every return is a choice among all of them.
 */
export async function visitFarm(
  environments: readonly Environment[],
  { server, installation, onRound }: Farm,
): Promise<Visited[]> {
  const scratch = createScratchFolder('farm')
  const all = environments.map((environment, index) => ({
    environment,
    folder: join(scratch.path, String(index)),
    visits: [] as Visit[],
  }))
  try {
    for (const kind of visitKinds) {
      const round = all.filter(({ environment }) => takesPart(environment, kind))
      onRound?.(kind, round.length)
      for (const { environment, folder, visits } of round) {
        visits.push(await visit(environment, kind, { server, installation, folder }))
      }
    }
  } finally {
    scratch.remove()
  }
  return all
}

const isUpdate = (kind: VisitKind) => kind === 'update' || kind === 'update, no storage'

/** Whether the environment comes in this way. */
export function takesPart({ updatesTo }: Environment, kind: VisitKind): boolean {
  return updatesTo !== undefined || !isUpdate(kind)
}

async function visit(
  environment: Environment,
  kind: VisitKind,
  { server, installation, folder }: Farm & { folder: string },
): Promise<Visit> {
  try {
    const keepsStorage = kind === 'first' || kind === 'restart' || kind === 'update'
    const browser = await openEnvironment(environment, {
      folder,
      incognito: kind === 'private',
      ...(isUpdate(kind) && environment.updatesTo && { build: environment.updatesTo }),
      ...(keepsStorage && { profileDir: join(folder, 'profile') }),
    })
    try {
      const page = await browser.visit(`${server.endpoint}/demo`)
      await shownId(page)
      // Private windows are as their makers want them.
      if (kind !== 'private') await verifyEnvironment(page, environment)
      const event = await page.evaluate<string>("document.querySelector('#raw').textContent")
      const { event_id: eventId } = JSON.parse(event) as { event_id: string }
      const seen = await readIdentification(eventId, server, installation)
      return { kind, version: browser.version, ...seen }
    } finally {
      await browser.close()
    }
  } catch (error) {
    // One browser that fails must not cost the others their visits; it counts as lost.
    return { kind, problem: String(error) }
  }
}
