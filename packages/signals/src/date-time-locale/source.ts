import { defineSource } from '../define'

/** The platform names no locale. */
export const unavailable = 'unavailable'

/** The locale that dates are formatted in when the page names none. */
export const dateTimeLocale = defineSource(
  'dateTimeLocale',
  () => new Intl.DateTimeFormat().resolvedOptions().locale || unavailable,
)
