/** Notes whether the page's policy blocks requests to this URL, from now until `stop()`. */
export function watchCsp(url: string) {
  let isBlocked = false
  const note = (event: SecurityPolicyViolationEvent) => {
    const isConnect = /^(connect|default)-src/.test(event.effectiveDirective)
    if (isConnect && event.blockedURI && url.startsWith(event.blockedURI.replace(/\?.*$/, ''))) {
      isBlocked = true
    }
  }
  document.addEventListener('securitypolicyviolation', note)
  return {
    isBlocked: () => isBlocked,
    stop: () => document.removeEventListener('securitypolicyviolation', note),
  }
}
