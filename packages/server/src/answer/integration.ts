export interface Integration {
  name: string
  version?: string
  subintegration?: { name: string; version?: string }
}

/**
 * Reads `name/version[/subname/subversion]`, the form in which wrappers of the agent announce
 * themselves. Further parts are ignored.
 */
export function toIntegration(text: string): Integration {
  const [name = '', version, subName, subVersion] = text.split('/')
  return {
    name,
    ...(version && { version }),
    ...(subName && {
      subintegration: { name: subName, ...(subVersion && { version: subVersion }) },
    }),
  }
}
