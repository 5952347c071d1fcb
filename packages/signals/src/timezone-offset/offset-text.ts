/** `+02:00` for 120 minutes east of UTC, as Server API v4 writes it. */
export function toOffsetText(minutesEast: number): string {
  const sign = minutesEast < 0 ? '-' : '+'
  const minutes = Math.abs(minutesEast)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
