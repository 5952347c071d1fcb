import { readBattery } from '../browser/battery'
import { defineSource } from '../define'

/** Percent. */
export const batteryLevel = defineSource('batteryLevel', async () => {
  const battery = await readBattery()
  return battery && Math.round(battery.level * 100)
})
