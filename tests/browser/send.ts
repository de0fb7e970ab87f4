import type { Page } from 'playwright-core'

/** Asks the API as the person at this page; throws what it refuses. */
export async function send(
  page: Page,
  path: string,
  body: object,
  { method = 'POST', ifMatch }: { method?: 'POST' | 'PUT'; ifMatch?: number } = {},
): Promise<unknown> {
  return page.evaluate(
    async ([address, text, verb, seen]) => {
      const headers = { 'content-type': 'application/json', ...seen }
      const answer = await fetch(`/api/v1${address}`, { method: verb, headers, body: text })
      const said = await answer.text()
      if (!answer.ok) throw new Error(`${address}: ${said}`)
      return said === '' ? null : JSON.parse(said)
    },
    [
      path,
      JSON.stringify(body),
      method,
      ifMatch === undefined ? {} : { 'if-match': `"${ifMatch}"` },
    ] as const,
  )
}
