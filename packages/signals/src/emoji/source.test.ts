import { expect } from 'vitest'
import { testReadings } from '../../test-setup/test-readings'

const box = {
  font: '32px serif',
  width: expect.any(Number),
  height: expect.any(Number),
  top: expect.toSatisfy((top: number) => top < 0),
  bottom: expect.any(Number),
  left: expect.any(Number),
  right: expect.toSatisfy((right: number) => right > 32),
  x: 0,
  y: 0,
}

testReadings('emoji', {
  'Chromium 156': box,
  'Firefox 153': box,
  'WebKitGTK 2.50': box,
})
