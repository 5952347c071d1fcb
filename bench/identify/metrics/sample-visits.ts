import type { Decision } from '../linker'

/** `1a 2b` is a visit of browser 1 that was given id a, then one of browser 2 with b, a day apart. */
export function visits(text: string): Decision[] {
  return text.split(' ').map((visit, day) => ({
    browser: Number(visit.slice(0, 1)),
    id: visit.slice(1),
    at: day * 86_400_000,
  }))
}
