/**
 * Whether the page has a Content-Security-Policy of any kind: then nothing is tried that might offend
 * it, since pages count violations. Asking offends nobody: browsers empty the `nonce` attribute of
 * connected elements when a header brought a policy (HTML standard, "nonce hiding"; checked in Chromium
 * 156, Firefox 153 and WebKitGTK 2.50). Not seen: a report-only header in Firefox 153, and a `meta`
 * element that a script has removed since.
 *
 * @param element a connected one of our own with a `nonce`
 */
export function hasPolicy(element: HTMLElement): boolean {
  return (
    document.querySelector('meta[http-equiv^="content-security-policy" i]') !== null ||
    element.getAttribute('nonce') === ''
  )
}
