const keepMs = 2000

/**
 * One reading for several sources: the result is kept for two seconds, so that the sources of one
 * collection share it and the next collection reads afresh.
 */
export function keepBriefly<Value>(read: () => Value): () => Value {
  let kept: { value: Value } | undefined
  return () => {
    if (!kept) {
      kept = { value: read() }
      setTimeout(() => {
        kept = undefined
      }, keepMs)
    }
    return kept.value
  }
}
