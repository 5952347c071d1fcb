import type { Visit } from './world/browser'

/** What a linker says about one visit. */
export interface Link {
  readonly id: string
  /** 0 to 1, where the linker gives one. */
  readonly confidence?: number
  /** What the browser's storage is to hold; the id where the linker says nothing. */
  readonly token?: string
}

/** Anything that gives visits ids: ours and those that it is compared with. */
export interface Linker {
  readonly name: string
  /** @param token what the browser's storage still holds */
  see(visit: Visit, token: string | undefined): Link | Promise<Link>
  close?(): Promise<void>
}

/** What a linker decided for one visit, beside the truth. */
export interface Decision extends Link {
  /** Number of the true browser. */
  readonly browser: number
  /** Unix ms. */
  readonly at: number
}
