/**
 * Calls `done` after `ms` milliseconds of visible page. Time in the background does not count: the
 * browser throttles timers and network there, and the page's user waits for nothing.
 *
 * @returns cancels the timer
 */
export function afterVisible(ms: number, done: () => void): () => void {
  let leftMs = ms
  let resumedAt = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const stop = () => {
    clearTimeout(timer)
    document.removeEventListener('visibilitychange', follow)
  }
  const fire = () => {
    stop()
    done()
  }
  const follow = () => {
    if (document.hidden) {
      if (timer !== undefined) leftMs -= performance.now() - resumedAt
      clearTimeout(timer)
      timer = undefined
    } else if (timer === undefined) {
      resumedAt = performance.now()
      timer = setTimeout(fire, Math.max(0, leftMs))
    }
  }
  document.addEventListener('visibilitychange', follow)
  follow()
  return stop
}
