import type { openApi } from './openapi.ts'

/**
 * The interface as one plain page made on the server: no script, nothing from outside, readable
 * on an intranet and by a screen reader. Everything shown is escaped.
 */
export function docsPage(document: ReturnType<typeof openApi>): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => operationHtml({ path, method, one })),
  )
  const schemas = Object.entries(document.components.schemas).map(
    ([name, schema]) =>
      `<details id="${escape(name)}"><summary>${escape(name)}</summary>` +
      `<pre>${escape(JSON.stringify(schema, null, 2))}</pre></details>`,
  )
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escape(document.info.title)} API</title></head><body><main>
<h1>${escape(document.info.title)} API ${escape(document.info.version)}</h1>
<p>${escape(document.info.description)} · <a href="/api/openapi.json">openapi.json</a></p>
<h2>接口 / Routes</h2>
${operations.join('\n')}
<h2>记录 / Schemas</h2>
${schemas.join('\n')}
</main></body></html>
`
}

function operationHtml(given: {
  readonly path: string
  readonly method: string
  readonly one: Readonly<Record<string, unknown>>
}): string {
  const { path, method, one } = given
  const detail = JSON.stringify(
    { parameters: one['parameters'], body: one['requestBody'] },
    null,
    2,
  )
  return (
    `<details><summary><code>${escape(method.toUpperCase())} ${escape(path)}</code> ` +
    `${escape(String(one['summary']))} · <span lang="en">${escape(String(one['description']))}</span>` +
    `</summary><pre>${escape(detail)}</pre></details>`
  )
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
