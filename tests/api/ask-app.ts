import { Readable } from 'node:stream'
import type { ReadableStream } from 'node:stream/web'
import type { HttpApp } from '../../src/api/http.ts'

/** Asks the HTTP side without a socket, in the objects of the web. */
export async function askApp(app: HttpApp, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url)
  const { status, headers, body } = await app({
    method: request.method,
    path: pathname,
    search: search.slice(1),
    header: (name) => request.headers.get(name),
    remote: 'unknown',
    body: request.body ? Readable.fromWeb(request.body as ReadableStream) : Readable.from([]),
    gone: () => request.signal,
  })
  const told = new Headers()
  for (const [name, value] of Object.entries(headers)) {
    for (const one of [value].flat()) told.append(name, one)
  }
  return new Response(body as BodyInit | null, { status, headers: told })
}
