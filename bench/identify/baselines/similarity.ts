/** 1 - Levenshtein distance / length of the longer text. Remembered: few pairs come up often. */
export function createSimilarity(): (a: string, b: string) => number {
  const known = new Map<string, number>()
  return (a, b) => {
    if (a === b) return 1
    const key = `${a}\n${b}`
    const before = known.get(key)
    if (before !== undefined) return before
    const ratio = 1 - distance(a, b) / Math.max(a.length, b.length)
    known.set(key, ratio)
    return ratio
  }
}

function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    above = row
  }
  return above[b.length] ?? 0
}
