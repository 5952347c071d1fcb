import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const dateTimeLocale = defineSignal({
  name: 'dateTimeLocale',
  label: 'Locale of dates',
  schema: Type.String({ maxLength: 60 }),
  identity: 'weak',
  stability: 'session',
  compare: equal,
  attribute: {
    name: 'date_time_locale',
    to: (locale: string) => (locale === 'unavailable' ? '-3' : locale),
  },
  docs: 'Locale by which the browser formats dates; may differ from its languages.',
})
