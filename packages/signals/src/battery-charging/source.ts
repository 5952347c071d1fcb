import { readBattery } from '../browser/battery'
import { defineSource } from '../define'

/** True also where there is no battery (checked in Chromium 156). */
export const batteryCharging = defineSource(
  'batteryCharging',
  async () => (await readBattery())?.charging,
)
