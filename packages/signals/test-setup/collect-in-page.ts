import type { Source } from '../src/define'
import type { PageLoad, TestReading } from './visit'

/** Runs in the page, so it must not use anything outside itself. */
export async function collectInPage(): Promise<Omit<PageLoad, 'consoleLines'>> {
  // The bundle's global.
  const { sources } = (globalThis as unknown as { whorlSources: { sources: readonly Source[] } })
    .whorlSources
  const violations: string[] = []
  document.addEventListener('securitypolicyviolation', (event) => {
    violations.push(`${event.violatedDirective} ${event.blockedURI}`)
  })
  const countElements = () => document.querySelectorAll('*').length
  const before = countElements()
  const readings: Record<string, TestReading> = {}
  for (const source of sources) source.listen?.()
  const read = async ({ name, read, stage }: Source) => {
    try {
      const value = await read(stage === 'late')
      readings[name] = value === undefined ? {} : { value }
    } catch (error) {
      readings[name] = { error: String(error) }
    }
  }
  const startedAt = performance.now()
  await Promise.all(sources.filter(({ stage }) => stage === 'early').map(read))
  const earlyMs = performance.now() - startedAt
  for (const source of sources) if (source.stage === 'late') await read(source)
  // Violations arrive as tasks.
  await new Promise((resolve) => setTimeout(resolve, 50))
  return { readings, earlyMs, violations, elements: [before, countElements()] }
}
