/** Whether the page may keep anything: a cookie or local storage. Leaves nothing behind. */
export function hasStorage(): boolean {
  return hasLocalStorage() || hasCookies()
}

function hasLocalStorage(): boolean {
  const name = '_whorl_demo_probe'
  try {
    localStorage.setItem(name, '1')
    localStorage.removeItem(name)
    return true
  } catch {
    // Reading the property alone throws where storage is blocked.
    return false
  }
}

function hasCookies(): boolean {
  try {
    return navigator.cookieEnabled
  } catch {
    return false
  }
}
