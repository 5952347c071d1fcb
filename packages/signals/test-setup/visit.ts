import type { BrowserKind } from '../../../tests/browsers/find-browser'

/** What one source gave: JSON of its value, or what it threw. Neither: no such thing. */
export interface TestReading {
  readonly value?: unknown
  readonly error?: string
}

/** One collection in one page. */
export interface PageLoad {
  readonly readings: Readonly<Record<string, TestReading>>
  /** From the first source to the last early one, in milliseconds. */
  readonly earlyMs: number
  /** `securitypolicyviolation` events that the page saw. */
  readonly violations: readonly string[]
  /** Elements in the document before and after. */
  readonly elements: readonly [before: number, after: number]
  /** Absent in WebKitGTK: no driver tells. */
  readonly consoleLines?: readonly string[]
}

/** Two loads in one engine: the second in a new private profile and another window size. */
export interface Visit {
  readonly kind: BrowserKind
  /** `Chromium 156`. */
  readonly browser: string
  readonly loads: readonly [PageLoad, PageLoad]
  /** The page where a script left driver variables and replaced interfaces. */
  readonly tampered: PageLoad
  /** The page without a content policy. */
  readonly open: PageLoad
}

export interface Visits {
  readonly visited: readonly Visit[]
  /** Engines that are not installed. */
  readonly missing: readonly BrowserKind[]
}

export const browserNames: Record<BrowserKind, string> = {
  chromium: 'Chromium',
  firefox: 'Firefox',
  webkit: 'WebKitGTK',
}

declare module 'vitest' {
  interface ProvidedContext {
    visits: Visits
  }
}
