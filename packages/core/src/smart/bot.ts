import type { Facts } from '../facts'
import { type BotEvidence, decisiveEvidence } from './bot-decisive'
import { automationInfo } from './bot-info'
import { type StrongEvidence, strongEvidence } from './bot-strong'
import { combine } from './combine'
import { shownEngine } from './console-cues'
import { declaredBot } from './declared-bot'
import { type BotVerdict, defineSmartSignal } from './define'
import { wasRead } from './read-fields'

const threshold = 0.9
const kindsMin = 2

/**
 * Whoever proves which crawler it is, is good; whoever only says so is bad. Of the others, decisive
 * facts decide alone. Strong ones add up as 1 - prod(1 - w), the strongest of each kind, and need
 * two kinds and 0.9. Time zone, missing or software graphics, number of processors and the kind of
 * network are never among them: people have all of these.
 */
export const bot = defineSmartSignal({
  name: 'bot',
  docs: 'The browser is driven by a program: it says so itself, carries the globals of a driver, or shows several traces that only meet in automation. Good is a program that proved whose it is.',
  detect(facts) {
    const declared = declaredBot(facts)
    if (!declared && !wasRead(facts, 'webdriver')) return undefined
    const decisive = decisiveEvidence(facts)
    const strong = strongestOfEachKind(strongEvidence(facts))
    const traces = [...decisive, ...strong].map(({ says, weight }) => ({ says, weight }))
    if (!declared) return { value: decide(facts, decisive, strong), evidence: traces }
    const { result, type, info, evidence } = declared
    return { value: { result, type, info }, evidence: [...evidence, ...traces] }
  },
})

function decide(
  facts: Facts,
  decisive: readonly BotEvidence[],
  strong: readonly StrongEvidence[],
): BotVerdict {
  // The most telling kind names the type: a driver's own global says more than the plain flag.
  const first = decisive.find(({ type }) => type !== 'webdriver') ?? decisive[0]
  if (first) return bad(first.type, 'high')
  const isEnough =
    strong.length >= kindsMin && combine(strong.map(({ weight }) => weight)) >= threshold
  return isEnough ? bad(typeOf(facts, strong), 'medium') : { result: 'not_detected' }
}

function bad(type: string, confidence: 'medium' | 'high'): BotVerdict {
  return { result: 'bad', type, info: automationInfo(type, confidence) }
}

/** BotD's words: what has no windows is headless, whatever drives it. */
function typeOf(facts: Facts, strong: readonly StrongEvidence[]): string {
  const isHeadless = strong.some(({ kind }) => kind === 'pointer' || kind === 'shell')
  return isHeadless && shownEngine(facts) === 'blink' ? 'headless_chrome' : 'unknown'
}

function strongestOfEachKind(evidence: readonly StrongEvidence[]): StrongEvidence[] {
  const strongest = new Map<string, StrongEvidence>()
  for (const one of evidence) {
    const before = strongest.get(one.kind)
    if (!before || before.weight < one.weight) strongest.set(one.kind, one)
  }
  return [...strongest.values()]
}
