import { startXvfb } from '../../browsers/xvfb'
import type { Opened } from '../cell'
import { driverEnv } from '../shared-environment'

interface Surroundings {
  readonly env: Record<string, string>
  /** For what the browser or its driver starts with. */
  readonly headless: boolean
}

/** Opens a driven browser, with a screen when it has a window; the screen goes last. */
export async function withDisplay(
  headless: boolean,
  open: (surroundings: Surroundings) => Promise<Opened>,
): Promise<Opened> {
  const display = headless ? undefined : await startXvfb()
  try {
    const opened = await open({ env: driverEnv(display?.name), headless })
    return {
      async close() {
        await opened.close()
        await display?.stop()
      },
    }
  } catch (error) {
    await display?.stop()
    throw error
  }
}
