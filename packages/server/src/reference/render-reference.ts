/** The parts of an OpenAPI description that the page shows. */
export interface ApiDescription {
  readonly info: { readonly title: string; readonly version: string }
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

interface ApiOperation {
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly Readonly<Record<string, unknown>>[]
  readonly parameters: readonly ApiParameter[]
  readonly requestBody?: { readonly content: ApiContent }
  readonly responses: Readonly<Record<string, ApiAnswer>>
}

interface ApiParameter {
  readonly name: string
  readonly in: string
  readonly required: boolean
  readonly description?: string
  readonly schema: object
}

interface ApiAnswer {
  readonly description: string
  readonly content?: ApiContent
}

type ApiContent = Readonly<Record<string, { readonly schema: object }>>

/** Which part of the page a family of routes is, in this order. */
const families: Readonly<Record<string, string>> = {
  v4: 'Server API v4',
  v3: 'Server API v3',
  management: 'Management API',
  public: 'Without a key',
}

/** A piece of HTML that is safe to put into a page. */
type Html = string & { readonly safe: unique symbol }

/** Everything but the literal parts is escaped, unless it is made by this function itself. */
function html(parts: TemplateStringsArray, ...values: readonly (Html | readonly Html[])[]): Html {
  const texts = parts.flatMap((part, at) => {
    const value = values[at]
    return [part, typeof value === 'string' ? value : (value ?? []).join('')]
  })
  // The one place that vouches for it: literals, and values of the type itself.
  return texts.join('') as Html
}

/** The only way for text to become a piece of the page. */
function escaped(text: string): Html {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
  return text.replace(/[&<>"]/g, (char) => names[char] ?? '') as Html
}

/** Escaped, with `code` between backquotes set as code. */
function prose(text: string): Html {
  return escaped(text).replace(/`([^`]+)`/g, '<code>$1</code>') as Html
}

/**
 * The reference of the API as one page without scripts, from its OpenAPI description.
 *
 * @returns HTML that loads nothing but `/docs/api.css`
 */
export function renderReference(api: ApiDescription): string {
  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )
  const listed = operations.map(({ operation }) => operation.tags[0] ?? 'public')
  const names = [...new Set([...Object.keys(families), ...listed])].filter((name) =>
    listed.includes(name),
  )
  const groups = names.map((name) => ({
    name,
    title: families[name] ?? name,
    operations: operations.filter(({ operation }) => (operation.tags[0] ?? 'public') === name),
  }))
  const title = escaped(`${api.info.title} ${api.info.version}: API reference`)
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="/docs/api.css">
</head>
<body>
<header><h1>${title}</h1>
<p>Made from <a href="/openapi.json">openapi.json</a> of this server.</p></header>
<nav aria-label="Operations">${groups.map(renderMenu)}</nav>
<main>${groups.map(renderGroup)}
<section aria-labelledby="schemas"><h2 id="schemas">Schemas</h2>
${Object.entries(api.components.schemas).map(renderSchema)}</section></main>
</body>
</html>
`
}

interface Operation {
  readonly path: string
  readonly method: string
  readonly operation: ApiOperation
}

interface Group {
  readonly name: string
  readonly title: string
  readonly operations: readonly Operation[]
}

const anchorOf = ({ method, path }: Operation): Html =>
  escaped(`${method}${path.replace(/[^A-Za-z0-9]+/g, '-')}`)

function renderMenu({ title, operations }: Group): Html {
  const items = operations.map((one) => {
    const method = escaped(one.method.toUpperCase())
    return html`<li><a href="#${anchorOf(one)}"><b>${method}</b> ${escaped(one.path)}</a></li>`
  })
  return html`<h2>${escaped(title)}</h2><ul>${items}</ul>`
}

function renderGroup({ name, title, operations }: Group): Html {
  const id = escaped(`group-${name}`)
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${escaped(title)}</h2>
${operations.map(renderOperation)}</section>
`
}

function renderOperation(one: Operation): Html {
  const { path, method, operation } = one
  const { summary, security, parameters, requestBody, responses } = operation
  const id = anchorOf(one)
  const keys = security.flatMap((way) => Object.keys(way)).map((way) => keyWords[way] ?? way)
  const answers = Object.entries(responses)
  return html`<article aria-labelledby="${id}">
<h3 id="${id}"><b>${escaped(method.toUpperCase())}</b> <code>${escaped(path)}</code></h3>
<p>${prose(summary)}.${keys.length > 0 ? html` Key: ${escaped(keys.join(', or '))}.` : html``}</p>
${parameters.length > 0 ? renderParameters(parameters) : html``}
${requestBody ? html`<h4>Body</h4>${renderContent(requestBody.content)}` : html``}
<h4>Answers</h4>${answers.filter(([status]) => Number(status) < 400).map(renderAnswer)}
<h4>Errors</h4><ul>${answers.filter(([status]) => Number(status) >= 400).map(renderError)}</ul>
</article>
`
}

const keyWords: Readonly<Record<string, string>> = {
  bearer: 'Authorization: Bearer KEY',
  authApiKey: 'Auth-API-Key: KEY',
  apiKeyQuery: '?api_key=KEY',
}

function renderParameters(parameters: readonly ApiParameter[]): Html {
  const rows = parameters.map(
    ({ name, in: place, required, description = '', schema }) =>
      html`<tr><td><code>${escaped(name)}</code></td><td>${escaped(place)}${
        required ? html`, required` : html``
      }</td><td>${renderInline(schema)}</td><td>${prose(description)}</td></tr>`,
  )
  return html`<h4>Parameters</h4><div class="wide"><table>
<thead><tr><th>Name</th><th>Where</th><th>Values</th><th>Means</th></tr></thead>
<tbody>${rows}</tbody></table></div>`
}

function renderAnswer([status, { description, content }]: [string, ApiAnswer]): Html {
  return html`<p><b>${escaped(status)}</b> ${prose(description)}</p>${
    content ? renderContent(content) : html``
  }`
}

function renderError([status, { description }]: [string, ApiAnswer]): Html {
  return html`<li><b>${escaped(status)}</b> ${prose(description)}</li>`
}

function renderContent(content: ApiContent): Html {
  return html`${Object.entries(content).map(([type, { schema }]) => {
    const name = refOf(schema)
    if (name !== undefined)
      return html`<p>${escaped(type)}: <a href="#schema-${escaped(name)}">${escaped(name)}</a></p>`
    return html`<details><summary>${escaped(type)}</summary>${renderCode(schema)}</details>`
  })}`
}

function renderSchema([name, schema]: [string, object]): Html {
  const id = escaped(`schema-${name}`)
  return html`<details id="${id}"><summary>${escaped(name)}</summary>${renderCode(schema)}</details>
`
}

function renderCode(schema: object): Html {
  return html`<pre tabindex="0"><code>${escaped(JSON.stringify(schema, null, 2))}</code></pre>`
}

function renderInline(schema: object): Html {
  const shown = Object.entries(schema).filter(([keyword]) => !keyword.startsWith('x-'))
  return html`<code>${escaped(JSON.stringify(Object.fromEntries(shown)))}</code>`
}

function refOf(schema: object): string | undefined {
  const ref = '$ref' in schema ? schema.$ref : undefined
  return typeof ref === 'string' ? ref.slice(ref.lastIndexOf('/') + 1) : undefined
}
