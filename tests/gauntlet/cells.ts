import { bots, drivenOverrides } from './bots'
import type { Cell } from './cell'
import { people, undrivenOverrides } from './people'

/** Every cell of the gauntlet, in the order of its visits. */
export const cells: readonly Cell[] = [...bots, ...people, ...undrivenOverrides, ...drivenOverrides]

const quickNames = [
  'Puppeteer Chromium, headless',
  'Selenium, evasive flags, headless',
  'Chromium, fresh profile',
  'Chromium, incognito window',
  'Firefox, resistFingerprinting',
  'WebKitGTK, fresh profile',
]

/** Those that `npm test` visits: two programs and four people. */
export const quickCells = cells.filter(({ name }) => quickNames.includes(name))
