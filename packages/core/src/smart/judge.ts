import type { Facts } from '../facts'
import type { SmartSignal, Verdict, Verdicts } from './define'
import { smartSignals } from './index'

export interface Judgement {
  readonly verdicts: Verdicts
  /** Detectors that threw: their signal is absent, and the caller counts them. */
  readonly failed: readonly { readonly name: string; readonly cause: unknown }[]
}

/** Asks every Smart Signal. One that throws costs its own verdict and nothing else. */
export function judge(facts: Facts, signals: readonly SmartSignal[] = smartSignals): Judgement {
  const verdicts: Record<string, Verdict> = {}
  const failed: { name: string; cause: unknown }[] = []
  for (const signal of signals) {
    try {
      const verdict = signal.detect(facts)
      if (verdict) verdicts[signal.name] = verdict
    } catch (cause) {
      failed.push({ name: signal.name, cause })
    }
  }
  return { verdicts, failed }
}

/**
 * Judges a visit again that has been recorded since, now that a second message brought more.
 *
 * @param before the first verdicts
 */
export function judgeAgain(
  facts: Facts,
  before: Verdicts,
  signals: readonly SmartSignal[] = smartSignals,
): Judgement {
  const { verdicts, failed } = judge(facts, signals)
  const again: Record<string, Verdict> = { ...verdicts }
  for (const { name, isJudgedOnce } of signals) {
    if (!isJudgedOnce || !verdicts[name]) continue
    const first = before[name]
    if (first) again[name] = first
    else delete again[name]
  }
  return { verdicts: again, failed }
}
