/** A plugin of rolldown and of Vite that mends the PostgreSQL driver. */
export function mendDriver(): {
  name: string
  transform(code: string, id: string): string | undefined
}
