import { openDrive } from './drive'
import { toDriven } from './ours'
import { createLargePopulation } from './world/large-population'
const population = createLargePopulation({ seed: 1 })
const drive = await openDrive('cost')
const all = []
for (let n = 0; n < 8000; n++) { const c = population.next(); const { visitorId } = await drive.see(toDriven(c.first)); all.push({ c, visitorId }) }
const cpu = () => { const u = process.cpuUsage(); return u.user + u.system }
async function phase(name: string, run: (i: number) => Promise<unknown>) {
  const a = cpu(); for (let i = 0; i < 1500; i++) await run(i)
  console.log(name, ((cpu() - a) / 1500).toFixed(0), 'us')
}
const pre = all.slice(0, 1500).map(({ c, visitorId }) => [toDriven(c.again(), visitorId), toDriven(c.again())] as const)
const fresh = Array.from({ length: 1500 }, () => toDriven(population.next().first))
await phase('token see', (i) => drive.see(pre[i]![0]))
await phase('known lookup', (i) => drive.lookUp(pre[i]![1]))
await phase('known see', (i) => drive.see(pre[i]![1]))
await phase('new lookup', (i) => drive.lookUp(fresh[i]!))
await phase('new see', (i) => drive.see(fresh[i]!))
await drive.close()
