import { bot } from './bot'
import type { SmartSignal } from './define'
import { rareDevice } from './rare-device'

/** Every Smart Signal, in the order in which they are explained to people. */
export const smartSignals: readonly SmartSignal[] = [bot, rareDevice]
