import { defineSource } from '../define'

/** `undefined` in engines older than the flag. */
export const webdriver = defineSource('webdriver', () => navigator.webdriver)
