import type { DemoSignal } from '../../answer/demo-view'
import { element } from './element'

/** Longer values are folded away behind their beginning. */
const shortMax = 160

const lasts = {
  device: 'lasts with the device',
  build: 'lasts with the browser version',
  session: 'may change between visits',
}
const identities = {
  strong: 'strong for identity',
  weak: 'weak for identity',
  none: 'not used for identity',
}

/** One signal: what it is, and what came of reading it. */
export function signalRow(signal: DemoSignal): HTMLElement {
  const { name, label, docs, identity, stability, ms } = signal
  const taken = ms === undefined ? '' : ` · ${duration(ms)}`
  const row = element('article', { className: 'signal' }, [
    element('div', {}, [
      element('h3', { text: label }),
      element('p', { text: docs }),
      element('p', {
        className: 'tags',
        text: `${identities[identity]} · ${lasts[stability]}${taken}`,
      }),
    ]),
    element('div', { className: 'value' }, [value(signal)]),
  ])
  row.dataset.signal = name
  return row
}

function value({ value, error, missing }: DemoSignal): Node {
  if (missing === 'late') return element('em', { text: 'still being measured' })
  if (missing) return element('em', { text: 'not collected' })
  if (error) return element('em', { text: reason(error) })
  if (value === undefined) return element('em', { text: 'this browser has no such thing' })
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value))
  if (text === '') return element('em', { text: 'empty' })
  if (text.length <= shortMax) return element('code', { text })
  return element('details', {}, [
    element('summary', {}, [element('code', { text: `${text.slice(0, 100)}…` })]),
    element('pre', { text: typeof value === 'string' ? value : JSON.stringify(value, null, 2) }),
  ])
}

function reason({ name, message }: { name: string; message?: string }): string {
  if (name === 'timeout') return 'took too long'
  return `failed: ${name}${message ? `: ${message}` : ''}`
}

function duration(ms: number): string {
  // No line break between number and unit.
  return ms < 1 ? 'under 1\u00a0ms' : `${Math.round(ms)}\u00a0ms`
}
