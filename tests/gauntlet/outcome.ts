import { readFileSync } from 'node:fs'
import { type Expectation, expectations, type SignalName, signalNames } from './expectations'
import type { GauntletEvent } from './read-event'
import type { Visit } from './visit-cell'

/** One verdict beside what was expected. */
export interface Outcome {
  readonly signal: SignalName
  /** Absent when the event has no such verdict. */
  readonly verdict: boolean | undefined
  /** Absent when either is right. */
  readonly expected: boolean | undefined
  readonly mustHold: boolean
}

/** What the verdicts of a visit are, in the table's order. */
export function outcomesOf({ cell, event }: Visit): Outcome[] {
  const row = expectations.get(cell.name)
  if (!row) throw new Error(`no expectation for ${cell.name}`)
  return signalNames.map((signal) => {
    const expected = expectedOn(row[signal])
    return {
      signal,
      verdict: event && verdictOf(event, signal),
      expected,
      mustHold: expected !== undefined && !row[signal].endsWith('?'),
    }
  })
}

/** Good bots are bots too. */
function verdictOf(event: GauntletEvent, signal: SignalName): boolean | undefined {
  if (signal !== 'bot') return event[signal]
  return event.bot === undefined ? undefined : event.bot !== 'not_detected'
}

function expectedOn(expectation: Expectation): boolean | undefined {
  if (expectation === '.') return undefined
  if (expectation.startsWith('vm')) return isVirtualMachine() || undefined
  return expectation.startsWith('yes')
}

/** Linux on x86 says whether something else runs it. */
function isVirtualMachine(): boolean {
  return /^flags\s*:.*\bhypervisor\b/m.test(readFileSync('/proc/cpuinfo', 'utf8'))
}

export const isAsExpected = ({ verdict, expected }: Outcome) =>
  expected === undefined || verdict === expected

/**
 * Signals that at least one event has a verdict on. One that the server never gives is told as
 * such, and fails no cell.
 */
export function judgedSignals(visits: readonly Visit[]): ReadonlySet<SignalName> {
  return new Set(
    visits
      .flatMap(outcomesOf)
      .flatMap(({ verdict, signal }) => (verdict === undefined ? [] : [signal])),
  )
}

/** The expectations that must hold and do not, as sentences. */
export function failuresOf(visit: Visit, judged: ReadonlySet<SignalName>): string[] {
  const { cell, problem } = visit
  if (problem !== undefined) return [`${cell.name}: ${problem}`]
  return outcomesOf(visit)
    .filter((outcome) => outcome.mustHold && judged.has(outcome.signal) && !isAsExpected(outcome))
    .map(({ signal, verdict }) => `${cell.name}: ${signal} is ${verdict ?? 'absent'}`)
}
