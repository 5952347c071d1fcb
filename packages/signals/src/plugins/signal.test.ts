import { expect, test } from 'vitest'
import { accepts, attributeOf, likeness } from '../../test-setup/try-signal'
import { plugins } from './signal'

test('accepts what browsers give and refuses other shapes', () => {
  expect(
    accepts(plugins, [
      {
        name: 'PDF Viewer',
        description: 'Portable Document Format',
        mimeTypes: [
          { type: 'application/pdf', suffixes: 'pdf' },
          { type: 'text/pdf', suffixes: 'pdf' },
        ],
      },
    ]),
  ).toBe(true)
  expect(accepts(plugins, 'x')).toBe(false)
})

test('is equal only to itself', () => {
  expect(
    likeness(
      plugins,
      [
        {
          name: 'PDF Viewer',
          description: 'Portable Document Format',
          mimeTypes: [
            { type: 'application/pdf', suffixes: 'pdf' },
            { type: 'text/pdf', suffixes: 'pdf' },
          ],
        },
      ],
      [
        {
          name: 'PDF Viewer',
          description: 'Portable Document Format',
          mimeTypes: [
            { type: 'application/pdf', suffixes: 'pdf' },
            { type: 'text/pdf', suffixes: 'pdf' },
          ],
        },
      ],
    ),
  ).toBe(1)
  expect(
    likeness(
      plugins,
      [
        {
          name: 'PDF Viewer',
          description: 'Portable Document Format',
          mimeTypes: [
            { type: 'application/pdf', suffixes: 'pdf' },
            { type: 'text/pdf', suffixes: 'pdf' },
          ],
        },
      ],
      'x',
    ),
  ).toBe(0)
})

test('is published as plugins', () => {
  expect(plugins.attribute?.name).toBe('plugins')
  expect(
    attributeOf(plugins, [
      {
        name: 'PDF Viewer',
        description: 'Portable Document Format',
        mimeTypes: [
          { type: 'application/pdf', suffixes: 'pdf' },
          { type: 'text/pdf', suffixes: 'pdf' },
        ],
      },
    ]),
  ).toEqual([
    {
      name: 'PDF Viewer',
      description: 'Portable Document Format',
      mimeTypes: [
        { type: 'application/pdf', suffixes: 'pdf' },
        { type: 'text/pdf', suffixes: 'pdf' },
      ],
    },
  ])
})
