import { defineSource } from '../define'

/** In CSS pixels. */
export const windowGeometry = defineSource('windowGeometry', () => ({
  innerWidth,
  innerHeight,
  outerWidth,
  outerHeight,
  screenX,
  screenY,
  screenWidth: screen.width,
  screenHeight: screen.height,
  availWidth: screen.availWidth,
  availHeight: screen.availHeight,
}))
