import { hash } from '../browser/hash'
import { readKeyboard } from '../browser/keyboard'
import { defineSource } from '../define'

/** Of all keys in the order of their codes. */
export const keyboardLayoutHash = defineSource('keyboardLayoutHash', async () => {
  const keys = await readKeyboard()
  return (
    keys &&
    hash(
      [...keys]
        .map((pair) => pair.join(' '))
        .sort()
        .join('\n'),
    )
  )
})
