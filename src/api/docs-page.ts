import { escapeHtml } from '../report/render/escape-html.ts'
import type { openApi } from './openapi.ts'

/** How that page looks: a file of its own, since no page may carry styles within. */
export const docsStyle = `:root {
  color-scheme: light dark;
  --paper: light-dark(#fbfaf7, #191816);
  --ink: light-dark(#1f1d1a, #e9e5dc);
  --rule: light-dark(#e4e0d8, #38352f);
  --tint: light-dark(#f3f0e9, #292723);
  --focus: light-dark(#1c5fa8, #8fbbe6);
}
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 14px/22px "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif;
  overflow-wrap: anywhere;
}
main { max-width: 960px; margin: 0 auto; padding: 26px 16px 64px; }
h1, h2 { font-family: "Noto Serif SC", "Noto Serif CJK SC", SimSun, serif; }
h2 { margin-top: 32px; padding-top: 10px; border-top: 2px solid var(--ink); font-size: 17px; }
a { color: inherit; text-underline-offset: 3px; }
details { border-bottom: 1px solid var(--rule); }
summary { padding: 6px 0; cursor: pointer; }
pre { margin: 0 0 10px; padding: 10px 14px; background: var(--tint); white-space: pre-wrap; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 1px; }
`

/**
 * The interface as one plain page made on the server: no script, nothing from outside, readable
 * on an intranet and by a screen reader. Everything shown is escaped.
 */
export function docsPage(document: ReturnType<typeof openApi>): string {
  const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => operationHtml({ path, method, one })),
  )
  const { parameters, schemas } = document.components
  const named = Object.entries({ ...parameters, ...schemas }).map(
    ([name, one]) =>
      `<details id="${escapeHtml(name)}"><summary>${escapeHtml(name)}</summary>` +
      `<pre>${jsonHtml(one)}</pre></details>`,
  )
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escapeHtml(document.info.title)} API</title>
<link rel="stylesheet" href="/api/docs.css"></head><body><main>
<h1>${escapeHtml(document.info.title)} API ${escapeHtml(document.info.version)}</h1>
<p>${escapeHtml(document.info.description)} · <a href="/api/openapi.json">openapi.json</a></p>
<h2>接口 / Routes</h2>
${operations.join('\n')}
<h2>记录 / Schemas</h2>
${named.join('\n')}
</main></body></html>
`
}

function operationHtml(given: {
  readonly path: string
  readonly method: string
  readonly one: Readonly<Record<string, unknown>>
}): string {
  const { path, method, one } = given
  const { parameters, requestBody: body, responses: answers } = one
  return (
    `<details><summary><code>${escapeHtml(method.toUpperCase())} ${escapeHtml(path)}</code> ` +
    `${escapeHtml(String(one['summary']))} · <span lang="en">${escapeHtml(String(one['description']))}</span>` +
    `</summary><pre>${jsonHtml({ parameters, body, answers })}</pre></details>`
  )
}

/** JSON in which a name leads to what it stands for, further down the page. */
function jsonHtml(value: unknown): string {
  return escapeHtml(JSON.stringify(value, null, 2)).replaceAll(
    /#\/components\/(?:parameters|schemas)\/(\w+)/g,
    '<a href="#$1">$1</a>',
  )
}
