import { defineSource } from '../define'

/** Firefox with resistFingerprinting claims 5 touch points on a mouse device (checked in 153). */
export const touchSupport = defineSource('touchSupport', () => ({
  maxTouchPoints: navigator.maxTouchPoints ?? 0,
  touchEvent: canCreateTouchEvent(),
  touchStart: 'ontouchstart' in window,
}))

function canCreateTouchEvent(): boolean {
  try {
    document.createEvent('TouchEvent')
    return true
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotSupportedError') return false
    throw error
  }
}
