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
  device_conflict: 'belongs to another machine and was not believed',
  other_browser: 'is also used by another browser, which keeps the id',
}

const agreements: Readonly<Record<string, string>> = {
  same: '',
  earlier: ' (an earlier value)',
  similar: ' (nearly)',
  last: ' (the last one)',
  known: ' (a known one)',
  middle: ' (near a known one)',
  wide: ' (far from known ones)',
}
const differences: Readonly<Record<string, string>> = {
  different: '',
  none: ' (a new one)',
  higher: ' (newer)',
  lower: ' (older)',
}

/** So many are named, and the others counted. */
const namedMax = 8
/** What says less than this, either way, is not worth a name. */
const weightMin = 0.1
/** Another visitor that is a thousand times less likely did not come close. */
const closeMax = Math.log(1_000)

/** The reason for the id, one sentence each, the main one first. */
export function whyInWords(why: Why): string[] {
  const { method, anchors, evidence } = why
  const agreed = evidence.filter(({ relation }) => Object.hasOwn(agreements, relation))
  const differed = evidence.filter(({ relation }) => !Object.hasOwn(agreements, relation))
  return [
    mainReason(why),
    ...anchors.map(
      ({ carrier, verdict }) =>
        `The token in ${carriers[carrier] ?? carrier} ${anchorVerdicts[verdict] ?? verdict}.`,
    ),
    ...(method === 'new' && evidence.length > 0
      ? ['This is how you compare with the known visitor that came closest:']
      : []),
    ...list('These agreed', agreed, (a, b) => b.weight - a.weight),
    ...list('These differed', differed, (a, b) => a.weight - b.weight),
    ...(evidence.length > 0
      ? [
          '× 10 makes it ten times likelier that it is the same browser, ÷ 10 ten times less likely.',
        ]
      : []),
    ...knownInWords(why),
    ...runnerUpInWords(why),
  ]
}

type Evidence = Why['evidence'][number]

function list(
  title: string,
  evidence: readonly Evidence[],
  byStrength: (a: Evidence, b: Evidence) => number,
): string[] {
  if (evidence.length === 0) return []
  const named = [...evidence]
    .sort(byStrength)
    .filter(({ weight }) => Math.abs(weight) >= weightMin)
    .slice(0, namedMax)
  const rest = evidence.length - named.length
  const texts = named.map(
    ({ label, relation, weight }) =>
      `${label}${agreements[relation] ?? differences[relation] ?? ` (${relation})`} ${factor(weight)}`,
  )
  if (named.length === 0) return [`${title}: ${count(rest, 'attribute')} of little weight.`]
  const others = rest > 0 ? `, and ${rest} of less weight` : ''
  return [`${title}, strongest first: ${texts.join(', ')}${others}.`]
}

/** A weight as how many times it changes the odds. */
function factor(weight: number): string {
  const sign = weight < 0 ? '÷' : '×'
  // No line break between sign and number.
  return `${sign}\u00a0${times(Math.abs(weight))}`
}

function times(weight: number): string {
  const ratio = Math.exp(weight)
  if (ratio > 1_000_000) return 'over a million'
  const rounded = ratio < 10 ? Math.round(ratio * 10) / 10 : Number(ratio.toPrecision(2))
  return rounded.toLocaleString('en')
}

function knownInWords({ known, compared }: Why): string[] {
  if (known === undefined || compared === 0) return []
  // A chance that rounds to 1 is none the less a chance.
  return [`How likely it is anybody known: ${percent(Math.min(known, 0.999))}.`]
}

function runnerUpInWords({ method, runner_up: runnerUp }: Why): string[] {
  if (method !== 'likelihood' || !runnerUp) return []
  const { visitor_id: id, behind } = runnerUp
  return behind > closeMax
    ? ['No other visitor came close.']
    : [`Another visitor came close: ${id}, ${times(behind)} times less likely.`]
}

function mainReason({ method, compared }: Why): string {
  if (method === 'anchor') return 'Your browser still had the signed token of its last visit.'
  const others = count(compared, 'known visitor')
  if (method === 'likelihood') {
    const it = compared === 1 ? 'that one' : 'one of them'
    return `Your browser brought no token that fits; compared with ${others}, it most likely is ${it}.`
  }
  return compared === 0
    ? 'No known visitor resembles you, so you got a new id.'
    : `You were compared with ${others}; none fitted well enough, so you got a new id.`
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

const rarities: Readonly<Record<string, string>> = {
  '<p95': 'no, an ordinary one',
  'p95-p99': 'no, though rarer than 95 % of all',
  'p99-p99.5': 'no, though rarer than 99 % of all',
  'p99.5-p99.9': 'no, though rarer than 99.5 % of all',
  'p99.9+': 'yes, rarer than 99.9 % of all',
  not_seen: 'yes, never seen here before',
}

/** `undefined` while too few visitors were counted, or where the browser hides what it is. */
export function rarityInWords({
  rare_device_percentile_bucket: bucket,
}: DemoView['event']): string | undefined {
  return bucket === undefined ? undefined : rarities[bucket]
}

const yesOrNo = (isRaised: boolean | undefined) =>
  isRaised === undefined ? undefined : isRaised ? 'yes' : 'no'

/** The Smart Signals of the browser by their names on the page; absent ones have no data yet. */
export function signalsInWords({ event }: DemoView): [string, string | undefined][] {
  const { tampering_details: details, tampering_confidence: confidence } = event
  const tampered = yesOrNo(event.tampering)
  const score = details?.anomaly_score
  const parts = [
    tampered,
    score === undefined ? undefined : `anomaly ${percent(score)}`,
    confidence && `confidence ${confidence}`,
    details?.anti_detect_browser ? 'as anti-detect browsers do' : undefined,
  ].filter((part) => part !== undefined)
  return [
    ['Private window', yesOrNo(event.incognito)],
    ['Developer tools', yesOrNo(event.developer_tools)],
    ['Privacy settings', yesOrNo(event.privacy_settings)],
    ['Tampering', tampered && parts.join(', ')],
    ['Virtual machine', yesOrNo(event.virtual_machine)],
  ]
}
