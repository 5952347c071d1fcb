import { defineSource } from '../define'

/** The platform names no locale. */
export const unavailable = 'unavailable'

/**
 * The locale that dates are formatted in when the page names none. Rules of plurals give the same one
 * for a tenth of the time, but for a few languages that only one of the two knows and those whose tag
 * names a script (V8 of Node 20, 54,000 tags).
 */
export const dateTimeLocale = defineSource('dateTimeLocale', () => {
  const quick = new Intl.PluralRules().resolvedOptions().locale
  const isPlain = !/-[A-Za-z]{4}\b/.test(navigator.language)
  if (isPlain && languageOf(quick) === languageOf(navigator.language)) return quick
  return new Intl.DateTimeFormat().resolvedOptions().locale || unavailable
})

const languageOf = (tag: string) => tag.split('-')[0]
