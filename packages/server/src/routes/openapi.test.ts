import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { routes } from './index'
import { toOpenApi, toTemplate } from './openapi'

type Description = {
  openapi: string
  paths: Record<
    string,
    Record<
      string,
      { responses: object; parameters: object[]; security: object[]; requestBody?: object }
    >
  >
}

// JSON as a reader gets it.
const description: Description = JSON.parse(JSON.stringify(toOpenApi(routes, '0.0.0')))

test('is valid OpenAPI 3.1 with every reference resolved', async () => {
  const validator = new Validator()
  const result = await validator.validate(structuredClone(description))
  expect(result.errors).toBeUndefined()
  expect(result.valid).toBe(true)
  expect(description.openapi).toBe('3.1.0')
})

test('the validator finds what is wrong', async () => {
  const result = await new Validator().validate({
    ...structuredClone(description),
    paths: { '/x': 7 },
  })
  expect(result.valid).toBe(false)
})

test('describes every registered route and nothing else', () => {
  const described = Object.entries(description.paths).flatMap(([path, operations]) =>
    Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
  )
  expect(described.sort()).toEqual(
    routes.map(({ method, path }) => `${method} ${toTemplate(path)}`).sort(),
  )
})

test('an operation names its parameters, its key and its errors', () => {
  const operation = description.paths['/v4/events/{event_id}']?.get
  expect(operation?.parameters).toContainEqual(
    expect.objectContaining({ name: 'event_id', in: 'path', required: true }),
  )
  expect(operation?.security).toEqual([{ bearer: [] }])
  expect(operation?.responses).toMatchObject({
    200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/EventV4' } } } },
    403: { description: expect.stringContaining('secret_api_key_required') },
    404: { description: expect.stringContaining('event id not found') },
  })
  const visits = description.paths['/visitors/{visitor_id}']?.get
  expect(visits?.responses).toMatchObject({
    400: {
      content: { 'application/json': { schema: { $ref: '#/components/schemas/VisitorsError' } } },
    },
  })
})

test('an operation with a body shows its schema and the place of what a message names', () => {
  const operation = description.paths['/v4/edge']?.post
  const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` })
  expect(operation?.requestBody).toEqual({
    required: true,
    content: { 'application/json': { schema: ref('EdgeRequestV4') } },
  })
  expect(operation?.responses).toMatchObject({
    200: { content: { 'application/json': { schema: ref('EdgeResponseV4') } } },
    400: { description: expect.stringContaining('an unknown field "{field}"') },
    413: { description: expect.stringContaining('payload too large') },
  })
  expect(description.paths['/v4/events/{event_id}']?.get).not.toHaveProperty('requestBody')
})
