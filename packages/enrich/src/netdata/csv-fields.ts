/** The fields of one CSV line of RFC 4180; a line that ends inside quotes ends the last field. */
export function csvFields(line: string): string[] {
  const fields: string[] = []
  let at = 0
  while (at <= line.length) {
    if (line[at] !== '"') {
      const comma = line.indexOf(',', at)
      const end = comma < 0 ? line.length : comma
      fields.push(line.slice(at, end))
      at = end + 1
      continue
    }
    let field = ''
    at += 1
    for (;;) {
      const quote = line.indexOf('"', at)
      const end = quote < 0 ? line.length : quote
      field += line.slice(at, end)
      at = end + 1
      if (line[at] !== '"') break
      field += '"'
      at += 1
    }
    fields.push(field)
    const comma = line.indexOf(',', at)
    at = comma < 0 ? line.length + 1 : comma + 1
  }
  return fields
}
