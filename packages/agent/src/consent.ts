/** Whether the agent may read, store and send. */
export interface Consent {
  isGranted(): boolean
  grant(): void
  revoke(): void
  /** Resolves at once when granted, else at the next grant. */
  granted(): Promise<void>
}

/** @param initial `pending` keeps the agent still until `grant()` */
export function createConsent(initial: 'pending' | 'granted'): Consent {
  let isGranted = initial === 'granted'
  const waiting: (() => void)[] = []
  return {
    isGranted: () => isGranted,
    grant() {
      isGranted = true
      for (const go of waiting.splice(0)) go()
    },
    revoke() {
      isGranted = false
    },
    granted: () =>
      isGranted ? Promise.resolve() : new Promise((resolve) => waiting.push(resolve)),
  }
}
