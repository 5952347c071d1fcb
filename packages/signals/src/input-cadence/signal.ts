import { Type } from 'typebox'
import { defineSignal, equal } from '../define'

const count = Type.Integer({ minimum: 0, maximum: 100_000 })
const ms = Type.Number({ minimum: 0, maximum: 1e9 })

export const inputCadence = defineSignal({
  name: 'inputCadence',
  label: 'Cadence of the pointer',
  schema: Type.Object({
    moves: count,
    fractionalMoves: count,
    trustedMoves: count,
    medianStepMs: Type.Optional(ms),
    stepSpreadMs: Type.Optional(ms),
    clicks: count,
    untrustedClicks: count,
    clicksWithoutMove: count,
    zeroPressureClicks: count,
    shortestPressMs: Type.Optional(ms),
  }),
  identity: 'none',
  stability: 'session',
  compare: equal,
  docs: 'How many pointer events there were and how they were spaced, without positions or keys.',
})
