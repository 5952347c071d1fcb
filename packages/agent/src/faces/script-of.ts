/** URL of the running classic script; the page's own when something else evaluates it. */
export function scriptOf({ currentScript }: Document): string {
  const isScript = currentScript !== null && 'src' in currentScript
  return isScript && typeof currentScript.src === 'string' && currentScript.src
    ? currentScript.src
    : location.href
}
