import type { DemoView } from '../../answer/demo-view'
import { element, part } from './element'
import { networkInWords } from './network-in-words'
import { signalRow } from './signal-row'
import { count, percent, rarityInWords, signalsInWords, verdictInWords, whyInWords } from './words'

/** Puts one event on the page. */
export function showView(view: DemoView, identifyMs: number): void {
  const { event, whorl, signals } = view
  part('verdict').textContent = verdictInWords(view)
  part('facts').replaceChildren(...facts(view, identifyMs))
  part('why').replaceChildren(...items(whyInWords(whorl.why)))
  const noticed = evidence(view)
  part('evidence').replaceChildren(...items(noticed))
  part('noticed').hidden = noticed.length === 0
  const collected = signals.filter(({ missing }) => !missing)
  const failed = collected.filter(({ error }) => error)
  part('signals-count').textContent =
    failed.length === 0
      ? `${count(collected.length, 'signal')} collected.`
      : `${count(collected.length, 'signal')} collected, ${failed.length} of them without success.`
  part('signals').replaceChildren(...signals.map(signalRow))
  part('raw').textContent = JSON.stringify(event, null, 2)
  part('attributions').replaceChildren(...(whorl.network?.attributions ?? []).map(attribution))
  part('result').hidden = false
}

const items = (texts: string[]) => texts.map((text) => element('li', { text }))

function facts(view: DemoView, identifyMs: number): HTMLElement[] {
  const { event, whorl } = view
  const identification = event.identification
  const browser = event.browser_details
  const name = `${browser?.browser_name ?? ''} ${browser?.browser_full_version ?? ''}`.trim()
  const rows: [string, string | undefined][] = [
    ['Confidence', percent(identification?.confidence?.score ?? 0)],
    ['First seen', time(identification?.first_seen_at) ?? 'now, for the first time'],
    ['Last seen before', time(identification?.last_seen_at) ?? 'never'],
    ['Identified in', `${Math.round(identifyMs)} ms`],
    ['Event', event.event_id],
    ['Browser', [name, `${event.os ?? ''} ${event.os_version ?? ''}`.trim()].join(', ')],
    ['Address', event.ip_address],
    ['Bot', bot(event)],
    ...signalsInWords(view),
    ...networkInWords(view),
    ['Suspect score', event.suspect_score?.toString()],
    ['Rare device', rarityInWords(event)],
    ['High-recall id', highRecall(event)],
    ['Linked id', event.linked_id],
    ['Tag', Object.keys(event.tags ?? {}).length > 0 ? JSON.stringify(event.tags) : undefined],
    ['Replayed', event.replayed ? 'yes: the same message had come before' : undefined],
    ['Late facts', whorl.late?.state === 'pending' ? 'still on their way' : undefined],
  ]
  return rows.flatMap(([term, text]) =>
    text === undefined
      ? []
      : [element('div', {}, [element('dt', { text: term }), element('dd', { text })])],
  )
}

/** A sentence that may name an address in brackets at its end. */
function attribution(sentence: string): HTMLElement {
  const [, text = sentence, url] = /^(.*?) \((https:[^)]+)\)$/.exec(sentence) ?? []
  if (url === undefined) return element('p', { text })
  const link = element('a', { text })
  link.href = url
  return element('p', {}, [link])
}

function highRecall({ supplementary_id_high_recall: id }: DemoView['event']): string | undefined {
  return id && `${id.visitor_id}${id.visitor_found ? '' : ', new'}`
}

function bot({ bot, bot_type: type }: DemoView['event']): string | undefined {
  if (bot === undefined) return undefined
  if (bot === 'not_detected') return 'not detected'
  return type ? `${bot}: ${type}` : bot
}

function evidence({ whorl }: DemoView): string[] {
  return Object.entries(whorl.evidence).flatMap(([signal, reasons]) =>
    reasons.map(
      ({ says, weight }) => `For ${signal.replaceAll('_', ' ')}: ${says} (weight ${weight} of 1).`,
    ),
  )
}

function time(unixMs: number | undefined): string | undefined {
  if (unixMs === undefined) return undefined
  return new Date(unixMs).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
}
