import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInstallation, type ServerProcess, startServer } from '../../tools/server-process.mjs'
import { missingFor } from './cell'
import { cells, quickCells } from './cells'
import { expectations, signalNames } from './expectations'
import { failuresOf, judgedSignals, outcomesOf } from './outcome'
import { type Visit, visitCells } from './visit-cell'

describe('the table of expectations', () => {
  test('has one line for each cell', () => {
    expect([...expectations.keys()].sort()).toEqual(cells.map(({ name }) => name).sort())
  })

  test('lets nobody without a driver be called a bot', () => {
    const people = cells.filter(({ kind }) => kind === 'person')
    expect(people.length).toBeGreaterThanOrEqual(20)
    for (const { name } of people) expect(expectations.get(name), name).toMatchObject({ bot: 'no' })
  })
})

describe('an outcome', () => {
  const person = cells.find(({ name }) => name === 'Chromium, fresh profile')
  if (!person) throw new Error('no such cell')
  const visitWith = (verdicts: object): Visit => ({
    cell: person,
    seconds: 1,
    event: {
      event_id: '1',
      whorl: { revision: 2, evidence: {}, signals: [] },
      ...verdicts,
    },
  })
  const judged = new Set(signalNames)

  test('fails where a verdict must hold and does not', () => {
    const visit = visitWith({ bot: 'bad', incognito: false, developer_tools: false })
    const failures = failuresOf(visit, new Set(['bot', 'incognito', 'developer_tools']))
    expect(failures).toEqual(['Chromium, fresh profile: bot is true'])
  })

  test('fails where a verdict is absent that other events have', () => {
    const failures = failuresOf(visitWith({ bot: 'not_detected' }), judged)
    expect(failures).toContain('Chromium, fresh profile: tampering is absent')
  })

  test('does not count a signal that the server never gives', () => {
    const visits = [visitWith({ bot: 'not_detected' })]
    expect([...judgedSignals(visits)]).toEqual(['bot'])
  })

  test('takes a good bot for a bot', () => {
    const [bot] = outcomesOf(visitWith({ bot: 'good' }))
    expect(bot).toMatchObject({ signal: 'bot', verdict: true, expected: false, mustHold: true })
  })
})

const present = quickCells.filter((cell) => missingFor(cell).length === 0)
for (const cell of quickCells.filter((one) => !present.includes(one))) {
  console.warn(`skipped: ${cell.name} (without ${missingFor(cell).join(', ')})`)
}

// The rest of the gauntlet takes minutes: `npm run gauntlet`.
describe.runIf(present.length > 0)('on one server', () => {
  const installation = createInstallation()
  let server: ServerProcess
  let visits: Visit[]

  beforeAll(async () => {
    server = await startServer(installation)
    visits = await visitCells(present, { server, installation })
  }, 240_000)

  afterAll(async () => {
    await server.end('SIGTERM')
    installation.remove()
  })

  test.each(present)('$name is judged as expected', (cell) => {
    const visit = visits.find((one) => one.cell === cell)
    expect(visit?.event?.bot).toBeDefined()
    expect(visit && failuresOf(visit, judgedSignals(visits))).toEqual([])
  })
})
