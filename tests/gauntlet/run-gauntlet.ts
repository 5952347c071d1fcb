import { mkdirSync, writeFileSync } from 'node:fs'
import { missingFor } from './cell'
import { cells } from './cells'
import { failuresOf, judgedSignals } from './outcome'
import { confusionTable, describeVisit, header } from './report'
import { type Ground, type Visit, visitCells } from './visit-cell'

const resultPath = '.whorl/gauntlet.json'

/**
 * Visits the cells whose name contains `part`, prints what was found, and keeps every event whole in
 * a file. True when nothing failed that must hold.
 */
export async function runGauntlet(ground: Ground, part = ''): Promise<boolean> {
  const wanted = cells.filter(({ name }) => name.toLowerCase().includes(part.toLowerCase()))
  const present = wanted.filter((cell) => missingFor(cell).length === 0)
  for (const cell of wanted.filter((one) => !present.includes(one))) {
    console.log(`skipped: ${cell.name} (without ${missingFor(cell).join(', ')})`)
  }
  for (const line of header) console.log(line)
  const visits = await visitCells(present, ground, (visit) => {
    for (const line of describeVisit(visit)) console.log(line)
  })
  console.log('')
  for (const line of confusionTable(visits)) console.log(line)
  keep(visits)
  const judged = judgedSignals(visits)
  const failures = visits.flatMap((visit) => failuresOf(visit, judged))
  console.log('')
  for (const failure of failures) console.log(`FAILED ${failure}`)
  console.log(`${visits.length} cells, ${failures.length} failures; every event: ${resultPath}`)
  // A cell that could not be visited has shown nothing.
  return present.length > 0 && present.length === wanted.length && failures.length === 0
}

function keep(visits: readonly Visit[]): void {
  mkdirSync('.whorl', { recursive: true })
  const results = visits.map(({ cell, ...rest }) => ({ cell: cell.name, kind: cell.kind, ...rest }))
  writeFileSync(resultPath, JSON.stringify(results, undefined, 1))
}
