import type { DemoView } from '../../answer/demo-view'

type Why = DemoView['whorl']['why']

const carriers: Readonly<Record<string, string>> = {
  httpCookie: 'the cookie that only the server can read',
  cookie: 'a cookie of the page',
  local: 'local storage',
  indexed: 'IndexedDB',
}

const anchorVerdicts: Readonly<Record<string, string>> = {
  accepted: 'was accepted',
  forged: 'has no valid signature and was ignored',
  deleted: 'names a visitor that was deleted on request',
  engine_conflict: 'belongs to another browser engine and was not believed',
  os_conflict: 'belongs to another operating system and was not believed',
  outvoted: 'names another visitor than the better proven one',
}

/** The reason for the id, one sentence each, the main one first. */
export function whyInWords(why: Why): string[] {
  return [
    mainReason(why),
    ...why.anchors.map(
      ({ carrier, verdict }) =>
        `The token in ${carriers[carrier] ?? carrier} ${anchorVerdicts[verdict] ?? verdict}.`,
    ),
    ...(why.agreed.length > 0 ? [`Equal to the last visit: ${why.agreed.join(', ')}.`] : []),
    ...(why.differed.length > 0 ? [`Changed since then: ${why.differed.join(', ')}.`] : []),
    ...(why.runner_up ? [`Another visitor would have fitted too: ${why.runner_up}.`] : []),
  ]
}

function mainReason({ method, compared }: Why): string {
  if (method === 'anchor') return 'Your browser still had the signed token of its last visit.'
  if (method === 'exact')
    return 'Your browser brought no valid token, but its device signals equal those of one known visitor.'
  return compared === 0
    ? 'No known visitor resembles you, so you got a new id.'
    : `You were compared with ${count(compared, 'known visitor')}; none fitted, so you got a new id.`
}

export function verdictInWords({ event, whorl }: DemoView): string {
  const sure = percent(event.identification?.confidence?.score ?? 0)
  return event.identification?.visitor_found
    ? `Recognised, ${sure} sure. ${mainReason(whorl.why)}`
    : `A new visitor, ${sure} sure.`
}

export function percent(share: number): string {
  // 99.96 % must not read as certainty.
  const shown = Math.min(share === 1 ? 100 : 99.9, Math.round(share * 1000) / 10)
  return `${shown} %`
}

export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? '' : 's'}`
}

const errorsByCode: Readonly<Record<string, string>> = {
  public_api_key_required: 'The page has no public key.',
  public_api_key_not_found:
    'This server does not know the public key, or the key was disabled. Try /demo without ?key=.',
  origin_not_allowed:
    'The environment of this key does not list this address among its allowed origins.',
  too_many_requests: 'Too many requests from your address just now. Wait a few seconds.',
  network_connection: 'The server could not be reached. Is it still running?',
  network_abort: 'The request was stopped before it was answered. Something may block it.',
  client_timeout: 'The server did not answer in time.',
  csp_block: 'A Content-Security-Policy forbids the request.',
  service_unavailable: 'The server cannot reach its database just now. Try again.',
}

/** What went wrong, and what to do about it. */
export function problemInWords(error: unknown): string {
  const code = typeof error === 'object' && error && 'code' in error ? String(error.code) : ''
  const message = error instanceof Error ? error.message : String(error)
  return errorsByCode[code] ?? (code ? `${message} (${code})` : message)
}
