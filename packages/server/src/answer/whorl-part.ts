import type { EventRecord, Verdict } from '@whorl/core'
import { catalog } from '@whorl/signals'

/** What `?include=whorl` adds to an event: own data that the published schema has no place for. */
export interface WhorlPart {
  /** Starts at 1 and grows with every change of the event. */
  revision: number
  /** The visitor's id today, after merges; absent when the visitor is no longer kept. */
  canonical_visitor_id?: string
  why: WhyPart
  /** Reasons for each Smart Signal, by its name. */
  evidence: Record<string, { says: string; weight: number }[]>
  suspect_score?: {
    value: number
    weights_version: number
    contributions: Readonly<Record<string, number>>
  }
  /** Facts that travel in a second message. */
  late?: { announced: readonly string[]; state: 'pending' | 'complete'; completed_at?: number }
  /** Every signal that the agent tried, in the catalogue's order. */
  signals: SignalPart[]
}

export interface WhyPart {
  method: EventRecord['why']['method']
  anchors: { carrier: string; verdict: string }[]
  /** What spoke for (above 0) and against the visitor; weights are logarithms of likelihoods. */
  evidence: readonly { attribute: string; relation: string; weight: number }[]
  compared: number
  /** Chance that the visit is of anybody known; absent when a token decided. */
  known?: number
  /** The next best visitor, and by how much it fell short. */
  runner_up?: { visitor_id: string; behind: number }
}

export interface SignalPart {
  name: string
  value?: unknown
  error?: { name: string; message?: string }
  ms?: number
}

/** @param canonicalVisitorId the visitor's id today, when it is still kept */
export function toWhorlPart(event: EventRecord, canonicalVisitorId?: string): WhorlPart {
  const { late, suspectScore } = event
  return {
    revision: event.revision,
    ...(canonicalVisitorId !== undefined && { canonical_visitor_id: canonicalVisitorId }),
    why: toWhy(event.why),
    evidence: toEvidence(event.verdicts),
    ...(suspectScore && {
      suspect_score: {
        value: suspectScore.value,
        weights_version: suspectScore.weightsVersion,
        contributions: suspectScore.contributions,
      },
    }),
    ...(late && {
      late: {
        announced: late.announced,
        state: late.completedAt === undefined ? 'pending' : 'complete',
        ...(late.completedAt !== undefined && { completed_at: late.completedAt }),
      },
    }),
    signals: toSignals(event),
  }
}

export function toWhy(why: EventRecord['why']): WhyPart {
  return {
    method: why.method,
    anchors: why.anchors.map(({ carrier, verdict }) => ({ carrier, verdict })),
    evidence: why.evidence,
    compared: why.compared,
    ...(why.known !== undefined && { known: why.known }),
    ...(why.runnerUp && {
      runner_up: { visitor_id: why.runnerUp.visitorId, behind: why.runnerUp.behind },
    }),
  }
}

function toEvidence(verdicts: EventRecord['verdicts']): WhorlPart['evidence'] {
  const entries: [string, Verdict][] = Object.entries(verdicts)
  return Object.fromEntries(
    entries.map(([name, verdict]) => [
      name,
      verdict.evidence.map(({ says, weight }) => ({ says, weight })),
    ]),
  )
}

function toSignals({ readings }: EventRecord): SignalPart[] {
  return catalog.flatMap(({ name }) => {
    const reading = readings[name]
    return reading ? [{ name, ...reading }] : []
  })
}
