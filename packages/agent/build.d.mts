/** How every bundle resolves rooms: their sources, not their `dist`. */
export const sourceConditions: string[]

export interface BuildOptions {
  /** Also write the declarations of the npm face. @default false */
  types?: boolean
  /** @default the room's `dist` */
  outDir?: string
}

/** Bundles the agent from the sources of all rooms; resolves to the paths of the bundles. */
export function buildAgent(options?: BuildOptions): Promise<string[]>
