import { recordInput } from '../browser/input-recorder'
import { defineSource } from '../define'

let recorder: ReturnType<typeof recordInput> | undefined

function stop() {
  recorder?.stop()
  recorder = undefined
}

/** Pointer events from when the agent began until its second message. `undefined` when there were none. */
export const inputCadence = defineSource(
  'inputCadence',
  () => {
    const cadence = recorder?.read()
    stop()
    return cadence
  },
  {
    stage: 'late',
    listen() {
      recorder ??= recordInput()
      return stop
    },
  },
)
