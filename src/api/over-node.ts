import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { HttpAnswer, HttpApp, HttpRequest } from './http.ts'

/** What a server of node:http must be made with, so that no header hides behind its like. */
export const nodeOptions = { joinDuplicateHeaders: true } as const

/** The one adapter to node:http: each request as it came, each answer as it is. */
export function overNode(app: HttpApp): RequestListener {
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    try {
      send(await app(requestOf(incoming, outgoing)), { incoming, outgoing })
    } catch (error) {
      // An answer that cannot be sent is a bug: whoever asked sees the connection end, the log why.
      outgoing.destroy()
      throw error
    }
  }
  return (incoming, outgoing) => void answer(incoming, outgoing)
}

function requestOf(incoming: IncomingMessage, outgoing: ServerResponse): HttpRequest {
  const { method = '', url = '', headers, socket } = incoming
  const at = url.indexOf('?')
  return {
    method,
    path: at < 0 ? url : url.slice(0, at),
    search: at < 0 ? '' : url.slice(at + 1),
    header: (name) => {
      const value = headers[name]
      return typeof value === 'string' ? value : null
    },
    remote: socket.remoteAddress ?? 'unknown',
    body: incoming,
    gone: () => goneBefore(outgoing),
  }
}

function goneBefore(outgoing: ServerResponse): AbortSignal {
  const controller = new AbortController()
  const look = () => {
    if (!outgoing.writableFinished) controller.abort()
  }
  if (outgoing.closed) look()
  else outgoing.once('close', look)
  return controller.signal
}

function send(
  { status, headers, body }: HttpAnswer,
  { incoming, outgoing }: { incoming: IncomingMessage; outgoing: ServerResponse },
): void {
  // Of a request that was cut off in the middle the rest must not be taken for the next one.
  if (incoming.readableDidRead && !incoming.complete) outgoing.setHeader('connection', 'close')
  if (body === null) {
    outgoing.writeHead(status, headers).end()
    return
  }
  // Encoded here: node:http would first make one text of headers and body, as long as both.
  const bytes = typeof body === 'string' ? Buffer.from(body) : body
  outgoing.writeHead(status, { ...headers, 'content-length': bytes.length }).end(bytes)
}
