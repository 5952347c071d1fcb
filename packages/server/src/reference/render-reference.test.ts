import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ApiHouse, openApiHouse } from '../../test/open-api-house'
import { routes } from '../routes/index'
import { toTemplate } from '../routes/openapi'
import { renderReference } from './render-reference'

let api: ApiHouse
let page: string
let headers: Record<string, unknown>
beforeAll(async () => {
  api = await openApiHouse()
  const reply = await api.app.inject({ url: '/docs/api' })
  page = reply.body
  headers = reply.headers
})
afterAll(() => api.close())

test('shows every route once, under its family', () => {
  for (const { method, path } of routes) {
    const heading = `<b>${method}</b> <code>${toTemplate(path)}</code></h3>`
    expect(page.split(heading), heading).toHaveLength(2)
  }
  const titles = [...page.matchAll(/<h2 id="group-[^"]+">([^<]+)</g)].map(([, title]) => title)
  expect(titles).toEqual(['Server API v4', 'Server API v3', 'Management API', 'Without a key'])
})

test('shows parameters, bodies, answers and errors', () => {
  expect(page).toContain('<code>X-API-Version</code></td><td>header, required')
  expect(page).toContain('<a href="#schema-EventV4">EventV4</a>')
  expect(page).toContain('<li><b>404</b> <code>event_not_found</code>: event id not found</li>')
  expect(page).toContain('Auth-API-Key: KEY, or ?api_key=KEY')
})

test('every place in the page that it points to is there, once', () => {
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
  expect(new Set(ids).size).toBe(ids.length)
  const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(targets.length).toBeGreaterThan(routes.length)
  expect(targets.filter((id) => !ids.includes(id))).toEqual([])
})

test('loads one style sheet of its own and can run nothing', async () => {
  expect(page).not.toMatch(/<script|\son\w+=|\sstyle=|javascript:/i)
  const loaded = [...page.matchAll(/<(?:link|img|iframe)[^>]*(?:href|src)="([^"]+)"/g)]
  expect(loaded.map(([, url]) => url)).toEqual(['/docs/api.css'])
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; style-src 'self'; form-action 'none'; frame-ancestors 'none'; " +
      "base-uri 'none'",
  )
  expect(headers['content-type']).toBe('text/html; charset=utf-8')
  const style = await api.app.inject({ url: '/docs/api.css' })
  expect(style.headers['content-type']).toBe('text/css; charset=utf-8')
  expect(style.body).not.toMatch(/url\(|@import/)
})

test('text of a description stays text', () => {
  const evil = '<img src=x onerror="alert(1)">'
  const html = renderReference({
    info: { title: evil, version: evil },
    paths: {
      [`/${evil}`]: {
        get: {
          summary: `${evil} \`${evil}\``,
          tags: [evil],
          security: [{ [evil]: [] }],
          parameters: [{ name: evil, in: evil, required: true, schema: { const: evil } }],
          requestBody: { content: { [evil]: { schema: { $ref: `#/${evil}` } } } },
          responses: { 200: { description: evil }, 400: { description: evil } },
        },
      },
    },
    components: { schemas: { [evil]: { const: evil } } },
  })
  expect(html).not.toContain('<img')
  expect(html).not.toMatch(/="[^"<>]*<|"alert/)
})
