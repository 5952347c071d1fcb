import { bot } from './bot'
import { readConsoleCues, shownEngine } from './console-cues'
import { defineSmartSignal } from './define'

/**
 * A driver's client and developer tools leave the same traces. With a docked panel it is the tools;
 * without one it is a bot when anything else says so, and the tools otherwise.
 */
export const developerTools = defineSmartSignal({
  name: 'developer_tools',
  docs: 'Developer tools are open: something formats what the page writes to the console, and no automation explains it.',
  detect(facts) {
    const engine = shownEngine(facts)
    if (engine !== 'blink' && engine !== 'gecko') return undefined
    const { isKnown, isTrapped, isCostly, isDocked } = readConsoleCues(facts)
    if (!isKnown) return undefined
    const isListening = isTrapped || isCostly
    const isDriven = bot.detect(facts)?.value.result === 'bad'
    if (!isListening || (isDriven && !isDocked)) return { value: { isOpen: false }, evidence: [] }
    return {
      value: { isOpen: true },
      evidence: [
        ...(isTrapped ? [{ says: 'errors are formatted as they are logged', weight: 0.8 }] : []),
        ...(isCostly ? [{ says: 'writing a table to the console is slow', weight: 0.6 }] : []),
        ...(isDocked ? [{ says: 'a panel takes a large part of the window', weight: 0.5 }] : []),
      ],
    }
  },
})
