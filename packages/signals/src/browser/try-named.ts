/**
 * The value of `read`, or `otherwise` when it throws an exception of one of the given names
 * (`SecurityError`…). Anything else goes on: it is a bug or a hostile page, and the collector
 * records it.
 */
export function tryNamed<Value, Otherwise>(
  names: readonly string[],
  read: () => Value,
  otherwise: Otherwise,
): Value | Otherwise {
  try {
    return read()
  } catch (error) {
    if (names.includes(nameOf(error))) return otherwise
    throw error
  }
}

/** Name of a thrown value: that of an error or DOM exception, else its type. */
export const nameOf = (error: unknown): string =>
  error instanceof Error ? error.name : typeof error
