/** Writes a file in one step, and only when it differs: another test run may be reading it right now. */
export function replaceFile(path: string, text: string): void
