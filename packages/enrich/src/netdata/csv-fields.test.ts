import { expect, test } from 'vitest'
import { csvFields } from './csv-fields'

test.each([
  ['1,2,3', ['1', '2', '3']],
  ['1,"Cloudflare, Inc."', ['1', 'Cloudflare, Inc.']],
  ['"say ""hi""",x', ['say "hi"', 'x']],
  [',,', ['', '', '']],
  ['"",', ['', '']],
  ['"never closed', ['never closed']],
  ['', ['']],
])('reads %j', (line, fields) => {
  expect(csvFields(line)).toEqual(fields)
})
