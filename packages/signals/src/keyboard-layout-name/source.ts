import { readKeyboard } from '../browser/keyboard'
import { defineSource } from '../define'

/** First six letters of the upper letter row. */
const layouts: Record<string, string> = {
  qwerty: 'QWERTY',
  qwertz: 'QWERTZ',
  azerty: 'AZERTY',
  qwfpgj: 'Colemak',
  qwfpbj: 'Colemak-DH',
  "',.pyf": 'Dvorak',
}

const upperRow = ['KeyQ', 'KeyW', 'KeyE', 'KeyR', 'KeyT', 'KeyY']

/** `other` for a layout that has no name here. */
export const keyboardLayoutName = defineSource('keyboardLayoutName', async () => {
  const keys = await readKeyboard()
  return keys && (layouts[upperRow.map((key) => keys.get(key) ?? '').join('')] ?? 'other')
})
