import type { EdgeRecord, EventRecord, Verdict } from '@whorl/core'
import { catalog } from '@whorl/signals'
import { evidenceLabel } from './evidence-label'
import { type NetworkPart, toNetworkPart } from './network-part'

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
  /** What the network facts rest on; absent where nothing is known. */
  network?: NetworkPart
  /** Every signal that the agent tried, in the catalogue's order. */
  signals: SignalPart[]
}

export interface WhyPart {
  method: EventRecord['why']['method']
  anchors: { carrier: string; verdict: string }[]
  /** What spoke for and against the visitor; for a new one, the known one that came closest. */
  evidence: WhyEvidence[]
  compared: number
  /** Chance that the visit is of anybody known; absent when a token decided. */
  known?: number
  /** The next best visitor, and by how much it fell short. */
  runner_up?: { visitor_id: string; behind: number }
}

export interface WhyEvidence {
  attribute: string
  /** The attribute in words. */
  label: string
  relation: string
  /** Natural logarithm of how much likelier it is from this visitor than from another. */
  weight: number
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
    evidence: toEvidence({ ...event.verdicts }),
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
    ...toNetworkPart(event),
    signals: toSignals(event),
  }
}

function toWhy(why: EventRecord['why']): WhyPart {
  const { method, anchors, compared, known, runnerUp } = why
  // Events of the first release have no evidence, and the id alone as runner-up.
  const evidence: typeof why.evidence | undefined = why.evidence
  const hasRunnerUp = typeof runnerUp === 'object'
  return {
    method,
    anchors: anchors.map(({ carrier, verdict }) => ({ carrier, verdict })),
    evidence: (evidence ?? []).map(({ attribute, relation, weight }) => ({
      attribute,
      label: evidenceLabel(attribute),
      relation,
      weight,
    })),
    compared,
    ...(known !== undefined && { known }),
    ...(hasRunnerUp && {
      runner_up: { visitor_id: runnerUp.visitorId, behind: runnerUp.behind },
    }),
  }
}

/** What `?include=whorl` adds to an event of an edge. */
export type EdgeWhorlPart = Pick<WhorlPart, 'revision' | 'evidence'>

export function toEdgeWhorlPart({ revision, verdicts, botInfo }: EdgeRecord): EdgeWhorlPart {
  return {
    revision,
    evidence: toEvidence({ ...(botInfo && { bot_info: botInfo }), ...verdicts }),
  }
}

function toEvidence(verdicts: Readonly<Record<string, Verdict>>): WhorlPart['evidence'] {
  const entries = Object.entries(verdicts)
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
