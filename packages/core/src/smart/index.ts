import { bot } from './bot'
import type { SmartSignal } from './define'
import { developerTools } from './developer-tools'
import { incognito } from './incognito'
import { privacySettings } from './privacy-settings'
import { rareDevice } from './rare-device'
import { remoteControl } from './remote-control'
import { tampering } from './tampering'
import { virtualMachine } from './virtual-machine'

/** Every Smart Signal, in the order in which they are explained to people. */
export const smartSignals: readonly SmartSignal[] = [
  bot,
  incognito,
  developerTools,
  privacySettings,
  tampering,
  virtualMachine,
  remoteControl,
  rareDevice,
]
