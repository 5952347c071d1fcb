/** Whether a media query holds; false where the browser does not know the feature. */
export const matches = (query: string): boolean => matchMedia(`(${query})`).matches

/**
 * The first of `values` for which `(feature: value)` holds; `undefined` when the browser does not
 * know the feature.
 */
export function matchFirst<const Value extends string>(
  feature: string,
  values: readonly Value[],
): Value | undefined {
  return values.find((value) => matches(`${feature}: ${value}`))
}
