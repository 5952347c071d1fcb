import { openDrive } from './drive'
import { toDriven } from './ours'
import { createWorld } from './world/world'
import { defaultShares } from './world-parameters'
const world = createWorld({ seed: 2, browsers: 1000, days: 180, shares: defaultShares, isPlain: true })
const drive = await openDrive('x')
const owner = new Map<string, number>()
const last = new Map<number, string>()
let n = 0
for (const visit of world.visits()) {
  const r = await drive.see(toDriven(visit))
  const br = visit.snapshot.browser
  const b = br.index
  const own = owner.get(r.visitorId)
  const isFirst = !last.has(b)
  if (br.group !== 'fleet' && own !== undefined && own !== b && last.get(b) !== r.visitorId && n++ < 14) {
    const ev = r.why.evidence.map((e) => `${e.attribute}:${e.relation === 'same' ? '=' : e.relation}${e.weight.toFixed(1)}`).join(' ')
    console.log(isFirst ? 'FIRST' : 'MOVED', br.row.os, br.row.browser, visit.snapshot.isIncognito ? 'incog' : '', 'conf', r.confidence, 'known', r.why.known, 'behind', r.why.runnerUp?.behind, 'compared', r.why.compared, '\n   ', ev)
  }
  if (own === undefined) owner.set(r.visitorId, b)
  last.set(b, r.visitorId)
}
await drive.close()
