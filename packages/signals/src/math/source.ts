import { hash } from '../browser/hash'
import { defineSource } from '../define'

/**
 * Arguments at which mathematics libraries have been seen to round differently. Chromium 156,
 * Firefox 153 and WebKitGTK 2.50 on one Linux agree; older engines do not.
 */
export const math = defineSource('math', () =>
  hash(
    [
      Math.tan(-1e300),
      Math.sin(-1e300),
      Math.cos(1e251),
      Math.acos(0.12312423423423423),
      Math.acosh(1e154),
      Math.asin(0.12312423423423424),
      Math.asinh(1),
      Math.atan(0.5),
      Math.atanh(0.5),
      Math.sinh(1),
      Math.cosh(10),
      Math.tanh(0.876),
      Math.exp(1),
      Math.expm1(1),
      Math.log1p(10),
      Math.cbrt(100),
      Math.PI ** -100,
      Math.LN2 ** 50,
    ].join(),
  ),
)
