import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

export const touchSupport = defineSignal({
  name: 'touchSupport',
  label: 'Touch support',
  schema: Type.Object({
    maxTouchPoints: Type.Integer({ minimum: 0, maximum: 1024 }),
    touchEvent: Type.Boolean(),
    touchStart: Type.Boolean(),
  }),
  identity: 'weak',
  stability: 'device',
  compare: equal,
  attribute: {
    name: 'touch_support',
    to: (touch: { maxTouchPoints: number; touchEvent: boolean; touchStart: boolean }) => ({
      touch_event: touch.touchEvent,
      touch_start: touch.touchStart,
      max_touch_points: touch.maxTouchPoints,
    }),
  },
  docs: 'Touch points of the hardware and whether touch events exist.',
})
