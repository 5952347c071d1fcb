/** What a parser says when the bytes so far are the beginning of something it could read. */
export interface NeedsMore {
  /** Bytes from the very beginning without which there is no use in asking again. */
  readonly bytesMin: number
}

/** True for the answer of a parser that is waiting. */
export function needsMore(answer: object | undefined): answer is NeedsMore {
  return answer !== undefined && 'bytesMin' in answer
}
