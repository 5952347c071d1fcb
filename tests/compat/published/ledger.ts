import { createChecker, type PublishedDocument, type Violation } from './published-schema'

export type Generation = 'v3' | 'v4'

export interface Ledger {
  /** Holds an answer against a schema of its generation. */
  enter(what: string, generation: Generation, schema: string, answer: unknown): void
  /** An answer that is of no schema at all: an empty body that is not empty, another status. */
  complain(what: string, message: string): void
  /** Prints what was found; true when nothing was. */
  report(): boolean
}

interface Found extends Violation {
  readonly what: string
}

const shownChars = 160

export function createLedger(documents: Readonly<Record<Generation, PublishedDocument>>): Ledger {
  const check = { v3: createChecker(documents.v3), v4: createChecker(documents.v4) }
  const found: Found[] = []
  const seen = new Set<string>()
  let answers = 0
  return {
    enter(what, generation, schema, answer) {
      answers += 1
      notePaths(seen, `${generation} ${schema}`, answer)
      found.push(...check[generation](schema, answer).map((one) => ({ ...one, what })))
    },
    complain(what, message) {
      answers += 1
      found.push({ what, path: '', message, value: undefined })
    },
    report() {
      for (const { what, path, message, value } of found) {
        const shown = JSON.stringify(value)?.slice(0, shownChars) ?? 'nothing'
        console.log(`${what}: ${path || '/'} ${message}, and is ${shown}`)
      }
      for (const [generation, schema] of [
        ['v4', 'Event'],
        ['v3', 'Products'],
        ['v3', 'Webhook'],
      ] as const) {
        const names = Object.keys(
          Object(documents[generation].components.schemas[schema]?.properties),
        )
        const path =
          schema === 'Products' ? 'v3 EventsGetResponse/products' : `${generation} ${schema}`
        const missing = names.filter((name) => !seen.has(`${path}/${name}`))
        console.log(`${generation} ${schema}, in no answer: ${missing.join(', ') || 'none'}`)
      }
      console.log(`${answers} answers, ${found.length} violations`)
      return found.length === 0
    },
  }
}

/** Two steps into an answer: its parts, and theirs. */
function notePaths(seen: Set<string>, at: string, value: unknown, depth = 2): void {
  if (typeof value !== 'object' || value === null || depth === 0) return
  for (const [name, inner] of Object.entries(value)) {
    seen.add(`${at}/${name}`)
    notePaths(seen, `${at}/${name}`, inner, depth - 1)
  }
}
