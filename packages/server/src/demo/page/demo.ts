import type { DemoView } from '../../answer/demo-view'
import { part } from './element'
import { hasStorage } from './has-storage'
import { showView } from './show-view'
import { problemInWords } from './words'

/** What `/web/v4/KEY` exports and this page uses. */
interface AgentModule {
  start(options: { endpoints: string }): Agent
}

interface Agent {
  get(options: { linkedId?: string; tag?: unknown }): Promise<AgentResult>
}

interface AgentResult {
  event_id: string
  visitor_id?: string
  whorl?: { viewToken: string }
}

const page = new URL(location.href).searchParams
let agent: Agent | undefined

async function run(): Promise<void> {
  setState('loading')
  part('problem').hidden = true
  try {
    agent ??= await startAgent()
    const startedAt = performance.now()
    const result = await agent.get(visitOptions())
    const identifyMs = performance.now() - startedAt
    // The id first: everything else may take a moment longer.
    part('visitor-id').textContent = result.visitor_id ?? 'hidden by zero trust'
    let view = await readView(result)
    showView(view, identifyMs)
    setState('ready')
    for (let tries = 0; view.whorl.late?.state === 'pending' && tries < 4; tries++) {
      await pause(700)
      view = await readView(result)
      showView(view, identifyMs)
    }
  } catch (error) {
    fail(error)
  }
}

async function startAgent(): Promise<Agent> {
  const key = page.get('key') || (await readKey())
  const { start } = await importAgent(`/web/v4/${encodeURIComponent(key)}`)
  return start({ endpoints: `${location.origin}/demo` })
}

/** The public key of the environment that the demo uses. */
async function readKey(): Promise<string> {
  const answer = await fetch('/demo/config')
  if (answer.ok) {
    // The server's own route made it.
    const { publicKey } = (await answer.json()) as { publicKey: string }
    return publicKey
  }
  throw new Error(
    answer.status === 403
      ? 'This server has no environment with a public key yet. Declare one in the file that WHORL_PROVISION names, then load this page again.'
      : `The server answered ${answer.status} instead of telling its public key.`,
  )
}

async function importAgent(path: string): Promise<AgentModule> {
  try {
    return await import(path)
  } catch (cause) {
    throw new Error(
      'The agent script did not load. An extension that blocks trackers may have stopped it, or the server was built without it.',
      { cause },
    )
  }
}

/** `?linked_id=` and `?tag=` of this page; a tag that is a JSON object is passed as one. */
function visitOptions(): { linkedId?: string; tag?: unknown } {
  const linkedId = page.get('linked_id')
  const tag = page.get('tag')
  return { ...(linkedId && { linkedId }), ...(tag && { tag: readTag(tag) }) }
}

function readTag(text: string): unknown {
  if (!text.trimStart().startsWith('{')) return text
  try {
    return JSON.parse(text)
  } catch {
    // Not JSON after all: then it is a text that begins with a brace.
    return text
  }
}

async function readView({ event_id: id, whorl }: AgentResult): Promise<DemoView> {
  if (!whorl) throw new Error('The server gave no permission to read this event.')
  const query = new URLSearchParams({ view: whorl.viewToken })
  const answer = await fetch(`/demo/events/${encodeURIComponent(id)}?${query}`)
  if (!answer.ok) {
    throw new Error(
      `The server answered ${answer.status} for the event, so there is no more to show.`,
    )
  }
  // The server's own `toDemoView` made it.
  return (await answer.json()) as DemoView
}

function setState(state: 'loading' | 'ready' | 'failed'): void {
  document.body.dataset.state = state
  const again = part('again')
  again.hidden = false
  again.toggleAttribute('disabled', state === 'loading')
}

function fail(error: unknown): void {
  const id = part('visitor-id')
  const isIdentified = id.textContent !== 'Looking…' && id.textContent !== 'No id'
  if (!isIdentified) id.textContent = 'No id'
  part('verdict').textContent = isIdentified
    ? 'You were identified.'
    : 'Your browser could not be identified.'
  const problem = part('problem')
  problem.textContent = problemInWords(error)
  problem.hidden = false
  setState('failed')
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

if (!hasStorage()) {
  const note = part('note')
  note.textContent =
    'Your browser lets this page keep nothing, so no token can help to recognise it: only its signals can.'
  note.hidden = false
}
part('again').addEventListener('click', () => void run())
void run()
