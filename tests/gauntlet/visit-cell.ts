import { join } from 'node:path'
import type { Installation, ServerProcess } from '../../tools/server-process.mjs'
import { createScratchFolder } from '../browsers/scratch-folder'
import type { Cell } from './cell'
import type { Report } from './page'
import { type GauntletEvent, isComplete, readSettledEvent } from './read-event'
import { type Site, serveSite } from './site'

/** What a cell showed; with a problem it showed nothing that counts. */
export interface Visit {
  readonly cell: Cell
  readonly seconds: number
  readonly event?: GauntletEvent
  readonly report?: Report
  readonly problem?: string
}

/** Where the cells go. */
export interface Ground {
  readonly server: ServerProcess
  readonly installation: Installation
}

/** Visits one cell after the other on a site of their own. */
export async function visitCells(
  cells: readonly Cell[],
  { server, installation }: Ground,
  onVisit: (visit: Visit) => void = () => {},
): Promise<Visit[]> {
  const read = (eventId: string) => readSettledEvent(eventId, server, installation)
  const site = await serveSite({
    endpoint: server.endpoint,
    publicKey: installation.publicKey,
    settled: read,
  })
  const visits: Visit[] = []
  try {
    for (const cell of cells) {
      const visit = await visitCell(cell, site, read)
      onVisit(visit)
      visits.push(visit)
    }
  } finally {
    await site.close()
  }
  return visits
}

const reportMsMax = 45_000

async function visitCell(
  cell: Cell,
  site: Site,
  read: (eventId: string) => Promise<GauntletEvent>,
): Promise<Visit> {
  const startedAt = performance.now()
  const scratch = createScratchFolder('gauntlet')
  const told = (more: Omit<Visit, 'cell' | 'seconds'>): Visit => ({
    cell,
    seconds: (performance.now() - startedAt) / 1000,
    ...more,
  })
  try {
    let report: Report = {}
    for (let visit = 0; visit < (cell.visits ?? 1); visit++) {
      report = await openAndWait(cell, site, scratch.path)
      if (report.problem !== undefined) break
    }
    const { eventId, problem } = report
    if (eventId === undefined) return told({ problem: problem ?? 'no event', report })
    const event = await read(eventId)
    if (!isComplete(event)) return told({ problem: 'no second message', report, event })
    return told({ report, event })
  } catch (error) {
    // One browser that fails must not cost the others their visits.
    return told({ problem: String(error) })
  } finally {
    scratch.remove()
  }
}

let lastVisit = 0

async function openAndWait(cell: Cell, site: Site, folder: string): Promise<Report> {
  const visit = `visit-${++lastVisit}`
  // Before the browser is there, and without a rejection that nobody waits for.
  const report = site.reportOf(visit, reportMsMax)
  const opened = await cell.open(site.addressFor(visit, cell.pageWaitMs), join(folder, 'cell'))
  try {
    return await report
  } finally {
    await opened.close()
  }
}
