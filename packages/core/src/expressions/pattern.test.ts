import { expect, test } from 'vitest'
import { compilePattern, PatternError } from './pattern'

const texts = [
  '',
  'a',
  'b',
  'ab',
  'aab',
  'abc',
  'https://a.example.com',
  'A-1',
  '\n',
  'é',
  'x1y22',
  'aaa',
]
const patterns = [
  '',
  'a',
  '^a$',
  'a|b',
  '^(a|b)+$',
  'a*',
  'a+b',
  '^a?b?$',
  '[a-c]+',
  '[^a]',
  '[]a]',
  '[a-]',
  '\\d+',
  '^\\w+$',
  '\\.example\\.com$',
  '^https?://[^/]+$',
  'a{2}',
  '^a{1,2}b',
  'a{2,}',
  '(?:ab)?c',
  '.',
  '^$',
  '(a*)*b',
  '(a|aa)+$',
  'x\\d{1}y',
  '[\\d-]+$',
  'a??b',
  '[.]',
  '^(|a)b',
]

// The language's own engine is the source of what is right, where the two know the same signs.
test.each(patterns)('%s matches what the language’s own patterns match', (source) => {
  const [own, known] = [
    compilePattern(source),
    new RegExp(source === '[]a]' ? '[\\]a]' : source, 'u'),
  ]
  for (const text of texts) expect(own.matches(text), text).toBe(known.test(text))
})

test('a leading (?i) ignores case', () => {
  expect(compilePattern('(?i)^ExAmple[a-c]$').matches('eXaMPLEB')).toBe(true)
  expect(compilePattern('^ExAmple$').matches('example')).toBe(false)
})

test.each([
  '(',
  ')',
  '[a',
  '*a',
  'a{',
  '\\',
  '(?=a)',
  '(a)\\1',
  '[z-a]',
  'a{3,2}',
  'a{999}',
  '(a{30}){30}',
])('%s is refused', (source) => {
  expect(() => compilePattern(source)).toThrow(PatternError)
})

test('takes no time on what brings backtracking to a halt', () => {
  const pattern = compilePattern('^(a+)+(a|aa)*(.*.*)*b$')
  const startedAt = performance.now()
  expect(pattern.matches('a'.repeat(100_000))).toBe(false)
  // Measured: 6 ms on one core; exponential engines do not come back at 30 characters.
  expect(performance.now() - startedAt).toBeLessThan(1_000)
})
