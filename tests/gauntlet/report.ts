import type { Cell } from './cell'
import { signalNames } from './expectations'
import { isAsExpected, judgedSignals, type Outcome, outcomesOf } from './outcome'
import type { OtherVerdict, Report } from './page'
import type { Visit } from './visit-cell'

const heads = [
  ...['bot', 'incognito', 'devtools', 'privacy', 'tampering', 'vm'],
  ...['BotD', 'fpscanner', 'seconds', 'longest'],
]

const inColumns = (name: string, fields: readonly string[]) =>
  [name.padEnd(48), ...fields.map((field) => field.padEnd(10))].join('').trimEnd()

/** The names above the lines, and what the marks mean. */
export const header = [
  'An expectation that must hold and does not: !   one at the edge: ~   no verdict: -',
  'longest: the longest task of over 50 ms, in ms, while our agent was at work (Chromium)',
  inColumns('', heads),
]

/** One line for a cell, and one for each verdict that is not as expected. */
export function describeVisit(visit: Visit): string[] {
  const { cell, seconds, problem, report } = visit
  if (problem !== undefined) return [inColumns(cell.name, [`PROBLEM ${problem}`])]
  const outcomes = outcomesOf(visit)
  const others = [report?.botd, report?.fpscanner].map(describeOther)
  const line = inColumns(cell.name, [
    ...outcomes.map(describe),
    ...others,
    seconds.toFixed(1),
    longest(report),
  ])
  return [line, ...outcomes.filter((one) => !isAsExpected(one)).flatMap(evidenceIn(visit))]
}

// Whether an absent verdict counts is known only when every cell has been there.
function describe(outcome: Outcome): string {
  const isFine = isAsExpected(outcome) || outcome.verdict === undefined
  const mark = isFine ? '' : outcome.mustHold ? ' !' : ' ~'
  return say(outcome.verdict) + mark
}

function longest(report: Report | undefined): string {
  const tasks = report?.longTasks ?? []
  return tasks.length === 0 ? '' : Math.max(...tasks).toFixed(0)
}

const describeOther = (other: OtherVerdict | undefined) => say(other?.isBot)

const say = (verdict: boolean | undefined) => (verdict === undefined ? '-' : verdict ? 'yes' : 'no')

/** Why a verdict is what it is; nothing for one that is absent. */
const evidenceIn =
  ({ event }: Visit) =>
  ({ signal, verdict }: Outcome): string[] => {
    if (verdict === undefined) return []
    const evidence = event?.whorl.evidence[signal] ?? []
    const reasons = evidence.map(({ says, weight }) => `${says} (${weight})`)
    return [`    ${signal} ${say(verdict)}: ${reasons.join('; ') || 'no evidence'}`]
  }

/** How often each verdict was right, for each signal and for the two libraries. */
export function confusionTable(visits: readonly Visit[]): string[] {
  const seen = visits.filter(({ problem }) => problem === undefined)
  const judged = judgedSignals(seen)
  const outcomes = seen.flatMap(outcomesOf)
  const isBot = ({ kind }: Cell) => (kind === 'override' ? undefined : kind === 'bot')
  const other = (read: (visit: Visit) => OtherVerdict | undefined) =>
    seen.map((visit) => ({ verdict: read(visit)?.isBot, expected: isBot(visit.cell) }))
  return [
    inColumns('', ['expected yes', '', '', 'expected no']),
    inColumns('', ['yes', 'no', '-', 'yes', 'no', '-']),
    ...signalNames.map((signal) =>
      judged.has(signal)
        ? counts(
            signal,
            outcomes.filter((outcome) => outcome.signal === signal),
          )
        : `${signal.padEnd(48)}no event has this verdict`,
    ),
    counts(
      'bot by BotD (bots and people)',
      other(({ report }) => report?.botd),
    ),
    counts(
      'bot by fpscanner (bots and people)',
      other(({ report }) => report?.fpscanner),
    ),
  ]
}

function counts(name: string, outcomes: readonly Pick<Outcome, 'verdict' | 'expected'>[]): string {
  const fields = [true, false].flatMap((expected) =>
    [true, false, undefined].map((verdict) =>
      String(outcomes.filter((one) => one.expected === expected && one.verdict === verdict).length),
    ),
  )
  return inColumns(name, fields)
}
