/** What pointer events tell about who makes them. No key contents, no coordinates. */
export interface InputCadence {
  readonly moves: number
  readonly fractionalMoves: number
  readonly trustedMoves: number
  readonly medianStepMs?: number
  readonly stepSpreadMs?: number
  readonly clicks: number
  readonly untrustedClicks: number
  readonly clicksWithoutMove: number
  readonly zeroPressureClicks: number
  readonly shortestPressMs?: number
}

/** Listening ends by itself after so many moves. */
const movesMax = 500
const stepsMin = 3

/** Listens to the pointer until `stop`. */
export function recordInput(): { stop(): void; read(): InputCadence | undefined } {
  const steps: number[] = []
  let [moves, fractionalMoves, trustedMoves] = [0, 0, 0]
  let [clicks, untrustedClicks, clicksWithoutMove, zeroPressureClicks] = [0, 0, 0, 0]
  let [movedAt, pressedAt, shortestPressMs] = [-1, -1, Number.POSITIVE_INFINITY]

  const stop = listen({
    pointermove({ timeStamp, clientX, clientY, isTrusted }) {
      if (movedAt >= 0) steps.push(timeStamp - movedAt)
      movedAt = timeStamp
      if (isTrusted) trustedMoves++
      // With another ratio the browser itself makes fractions.
      if (devicePixelRatio === 1 && (clientX % 1 || clientY % 1)) fractionalMoves++
      if (++moves >= movesMax) stop()
    },
    pointerdown({ timeStamp, isTrusted, pointerType, pressure }) {
      pressedAt = isTrusted && pointerType === 'mouse' ? timeStamp : -1
      if (pressedAt >= 0 && pressure === 0) zeroPressureClicks++
    },
    pointerup({ timeStamp, isTrusted }) {
      if (!isTrusted || pressedAt < 0) return
      shortestPressMs = Math.min(shortestPressMs, timeStamp - pressedAt)
      pressedAt = -1
    },
    click({ isTrusted, detail, pointerType }) {
      // A trusted click without a count comes from the keyboard.
      if (isTrusted && detail === 0) return
      clicks++
      if (!isTrusted) untrustedClicks++
      // A touch needs no move, and a click without a pointer type tells nothing.
      else if (moves === 0 && pointerType === 'mouse') clicksWithoutMove++
    },
  })

  return {
    stop,
    read() {
      if (moves + clicks === 0 && shortestPressMs === Number.POSITIVE_INFINITY) return undefined
      return {
        ...{ moves, fractionalMoves, trustedMoves, ...toCadence(steps) },
        ...{ clicks, untrustedClicks, clicksWithoutMove, zeroPressureClicks },
        ...(shortestPressMs < Number.POSITIVE_INFINITY && {
          shortestPressMs: round(shortestPressMs),
        }),
      }
    },
  }
}

/** Hears events before the page's own listeners, which may stop them, and never changes one. */
function listen(heard: Readonly<Record<string, (event: PointerEvent) => void>>): () => void {
  const options = { capture: true, passive: true }
  const listener = (event: Event) => heard[event.type]?.(event as PointerEvent) // only types of `heard`
  for (const type of Object.keys(heard)) addEventListener(type, listener, options)
  return () => {
    for (const type of Object.keys(heard)) removeEventListener(type, listener, options)
  }
}

/** Median of the steps between moves, and the median distance from it. */
function toCadence(steps: readonly number[]) {
  if (steps.length < stepsMin) return {}
  const middle = median(steps)
  const spread = median(steps.map((step) => Math.abs(step - middle)))
  return { medianStepMs: round(middle), stepSpreadMs: round(spread) }
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0

const round = (ms: number) => Math.max(0, Math.round(ms * 10) / 10)
