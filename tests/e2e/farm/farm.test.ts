import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  createInstallation,
  type ServerProcess,
  startServer,
} from '../../../tools/server-process.mjs'
import { differences } from './environment'
import { environments, quickEnvironments } from './environments'
import { missingFor } from './open-environment'
import { fateOf, sharedIds } from './outcome'
import { takesPart, type Visited, visitFarm, visitKinds } from './visit-farm'

describe('the environments', () => {
  test('are at least 24, each with a name of its own', () => {
    expect(environments.length).toBeGreaterThanOrEqual(24)
    expect(new Set(environments.map(({ name }) => name)).size).toBe(environments.length)
  })

  test('differ in at least three things, as two machines do', () => {
    const alike = environments.flatMap((a, index) =>
      environments
        .slice(index + 1)
        .filter((b) => differences(a, b).length < 3)
        .map((b) => `${a.name} and ${b.name}`),
    )
    expect(alike).toEqual([])
  })
})

const present = quickEnvironments.filter((environment) => missingFor(environment).length === 0)
for (const environment of quickEnvironments.filter((one) => !present.includes(one))) {
  console.warn(`skipped: ${environment.name} (without ${missingFor(environment).join(', ')})`)
}

// The rest of the farm takes minutes: `npm run farm`.
describe.runIf(present.length > 0)('on one server', () => {
  const installation = createInstallation()
  let server: ServerProcess
  let all: Visited[]

  beforeAll(async () => {
    server = await startServer(installation)
    all = await visitFarm(present, { server, installation })
  }, 240_000)

  afterAll(async () => {
    await server.end('SIGTERM')
    installation.remove()
  })

  describe.each(present)('$name', (environment) => {
    const kinds = visitKinds.filter((kind) => takesPart(environment, kind))
    test.each(kinds)('has its id: %s', (kind) => {
      const visited = all.find((one) => one.environment === environment)
      const visit = visited?.visits.find((one) => one.kind === kind)
      expect(visit).not.toHaveProperty('problem')
      expect(visited && visit && fateOf(visit, visited)).toBe(kind === 'first' ? 'first' : 'kept')
    })
  })

  test('no two environments have one id', () => {
    expect([...sharedIds(all)]).toEqual([])
  })
})
