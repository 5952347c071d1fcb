import type { BrowserKind } from './find-browser'

/** One driven browser. The same interface for every engine. */
export interface Browser {
  readonly kind: BrowserKind
  /** Full version, for example `156.0.8078.79`. */
  readonly version: string
  /** Opens the address in a new tab and resolves once it has loaded. */
  visit(url: string): Promise<Page>
  /** Ends the browser properly, so that cookies survive, and removes its temporary folders. */
  close(): Promise<void>
}

export interface Page {
  /**
   * Runs in the page and resolves with its JSON result; promises are awaited. A string is an
   * expression. A function must not use anything outside itself.
   */
  evaluate<Result = unknown, Args extends readonly unknown[] = readonly unknown[]>(
    run: string | ((...args: Args) => Result | Promise<Result>),
    ...args: Args
  ): Promise<Result>
  /** Resolves once the expression is truthy, with its value. Rejects after `timeoutMs`. */
  waitFor<Result = unknown>(expression: string, timeoutMs?: number): Promise<Result>
  /** Lines written to the console so far, as `type: text`. Absent in WebKitGTK: no driver tells. */
  readonly consoleLines?: readonly string[]
  reload(): Promise<void>
  close(): Promise<void>
}

export interface OpenOptions {
  /** Folder that keeps cookies and storage between two openings. Default: a temporary one. */
  profileDir?: string
  /** An off-the-record profile. @default false */
  incognito?: boolean
  /** Without a window. Otherwise it runs under its own Xvfb. WebKitGTK always does. @default true */
  headless?: boolean
  /** Outer size in CSS pixels. @default { width: 1280, height: 800 } */
  windowSize?: { width: number; height: number }
  /**
   * The machine's screen. WebKitGTK ignores the scale.
   *
   * @default 1920 x 1080 with a window, what the browser makes up without one
   */
  screen?: Screen
  /** Draws through the machine's OpenGL driver. Only Chromium must be asked to. @default false */
  gpu?: boolean
  /** How many of the machine's processors it may use. @default all of them */
  processors?: number
  /** Another build than the one that `findBrowser` finds. */
  executablePath?: string
  /** Takes certificates that nobody vouches for. WebKitGTK ignores it. @default false */
  acceptsAnyCertificate?: boolean
  /** Further environment variables, such as `TZ` and `LANG`. */
  env?: Readonly<Record<string, string>>
  /** Further command line arguments. */
  args?: readonly string[]
  /** Firefox preferences; the others ignore them. */
  prefs?: Readonly<Record<string, string | number | boolean>>
}

export interface Screen {
  /** In device pixels. */
  width: number
  height: number
  /** Bits per pixel; Firefox needs a window for another one. @default 24 */
  depth?: number
  /** Device pixels per CSS pixel. @default 1 */
  scale?: number
}

export const defaultWindowSize = { width: 1280, height: 800 }
