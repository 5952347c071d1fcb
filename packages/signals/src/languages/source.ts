import { defineSource } from '../define'

/** Private windows of Chromium give the first language only in `languages`. */
export const languages = defineSource('languages', () => {
  const found: string[][] = []
  if (navigator.language) found.push([navigator.language])
  if (Array.isArray(navigator.languages)) found.push([...navigator.languages].slice(0, 40))
  return found.length > 0 ? found : undefined
})
