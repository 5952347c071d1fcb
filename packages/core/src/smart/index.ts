import { bot } from './bot'
import type { SmartSignal } from './define'
import { developerTools } from './developer-tools'
import { incognito } from './incognito'
import { ipBlocklist } from './ip-blocklist'
import { ipInfo } from './ip-info'
import { privacySettings } from './privacy-settings'
import { proxy } from './proxy'
import { rareDevice } from './rare-device'
import { remoteControl } from './remote-control'
import { tampering } from './tampering'
import { tor } from './tor'
import { virtualMachine } from './virtual-machine'
import { vpn } from './vpn'

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
  ipInfo,
  vpn,
  proxy,
  tor,
  ipBlocklist,
]
