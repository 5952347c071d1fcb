import { keepBriefly } from './keep-briefly'
import { withQuietConsole } from './quiet-console'
import { wait } from './wait'

/** V8's hook, called when the text of a stack is asked for. */
interface Hooked {
  prepareStackTrace?: unknown
}

/** When the trap is set again: developer tools and drivers may attach later than the page loads. */
const pausesMs = [300, 700]

export interface TrapResult {
  readonly runs: number
  readonly hits: number
}

/** Sets the trap once: 1 when something formatted the logged error, else 0. */
function trapOnce(): number {
  return (
    withQuietConsole((realm) => {
      const hooked = realm.Error as Hooked
      const before = Object.getOwnPropertyDescriptor(hooked, 'prepareStackTrace')
      let hits = 0
      const count = () => {
        hits = 1
        return ''
      }
      Object.defineProperty(hooked, 'prepareStackTrace', { value: count, configurable: true })
      try {
        realm.console.debug(new realm.Error(''))
      } finally {
        if (before) Object.defineProperty(hooked, 'prepareStackTrace', before)
        else Reflect.deleteProperty(hooked, 'prepareStackTrace')
      }
      return hits
    }) ?? 0
  )
}

/** Set again until it hits; shared by the trap and by what depends on its result. */
export const trapPatiently = /* @__PURE__ */ keepBriefly(async (): Promise<TrapResult> => {
  let runs = 1
  let hits = trapOnce()
  for (const ms of pausesMs) {
    if (hits > 0) break
    await wait(ms)
    runs++
    hits += trapOnce()
  }
  return { runs, hits }
})

/** For a collection that somebody waits for. */
export const trapBriefly = (): TrapResult => ({ runs: 1, hits: trapOnce() })
