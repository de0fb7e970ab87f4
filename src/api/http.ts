import type { Readable } from 'node:stream'

/** A request as it came: nothing of it is decoded, parsed or believed. */
export interface HttpRequest {
  readonly method: string
  /** Of the address, up to the question mark, percent-encoded as it was sent. */
  readonly path: string
  /** What follows the question mark; empty where there is none. */
  readonly search: string
  /** A header by its name in lower case; what was sent more than once is joined by commas. */
  header(name: string): string | null
  /** Where the connection comes from. */
  readonly remote: string
  readonly body: Readable
  /** Aborted when whoever asked has gone before the answer. Ask for it only where it is used. */
  gone(): AbortSignal
}

/** An answer; a text goes out in UTF-8. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[]>>
  readonly body: string | Uint8Array | null
}

/** The whole HTTP side, whatever carries it. It never rejects: errors are answers too. */
export type HttpApp = (request: HttpRequest) => Promise<HttpAnswer>

/** An answer that is JSON. */
export function jsonAnswer(
  status: number,
  body: string,
  headers: HttpAnswer['headers'] = {},
): HttpAnswer {
  return {
    status,
    headers: { ...headers, 'content-type': 'application/json; charset=utf-8' },
    body,
  }
}

/** What an address asks for: of a key that stands there twice the first one counts. */
export function queryOf({ search }: Pick<HttpRequest, 'search'>): Record<string, string> {
  if (search === '') return {}
  const query = new Map<string, string>()
  for (const [key, value] of new URLSearchParams(search)) {
    if (!query.has(key)) query.set(key, value)
  }
  return Object.fromEntries(query)
}
