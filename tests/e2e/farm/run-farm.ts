import { environments } from './environments'
import { missingFor } from './open-environment'
import { isAsExpected, report } from './report'
import { type Farm, visitFarm } from './visit-farm'

/** Visits every environment and prints what became of the ids; true when that is as expected. */
export async function runFarm(farm: Farm): Promise<boolean> {
  const present = environments.filter((environment) => missingFor(environment).length === 0)
  for (const environment of environments.filter((one) => !present.includes(one))) {
    console.log(`skipped: ${environment.name} (without ${missingFor(environment).join(', ')})`)
  }
  const all = await visitFarm(present, {
    ...farm,
    onRound: (kind, visits) => console.log(`${kind}: ${visits} visits`),
  })
  for (const line of report(all)) console.log(line)
  // An environment that could not be visited has shown nothing.
  return present.length === environments.length && isAsExpected(all)
}
