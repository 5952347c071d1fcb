import { openDrive } from './drive'
import { toDriven } from './ours'
import { createWorld } from './world/world'
import { defaultShares } from './world-parameters'
const world = createWorld({ seed: 1, browsers: 200, days: 60, shares: defaultShares })
const drive = await openDrive('x')
let n = 0
const seen = new Set<number>()
for (const visit of world.visits()) {
  const r = await drive.see(toDriven(visit))
  const b = visit.snapshot.browser.index
  if (seen.has(b) && n++ % 200 === 150) console.log(b, r.isFound, r.confidence, JSON.stringify(r.why, null, 0))
  seen.add(b)
}
await drive.close()
import { calibrationOf, prior, returnRate, layout } from '@whorl/core'
console.log(calibrationOf(drive.population), returnRate(drive.population))
for (let b = 0; b < 64; b++) console.log(b - 24, prior.at(layout.shadows + 2*b), prior.at(layout.shadows+2*b+1))
