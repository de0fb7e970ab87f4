import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import { createServer as createHttps } from 'node:https'
import type { AddressInfo } from 'node:net'

/** A robot for tests: keeps what was posted to it. */
export interface RobotSink {
  readonly port: number
  readonly posted: { readonly path: string; readonly body: string }[]
  /** How it answers; a test may set another way. */
  answer: (response: ServerResponse, request: IncomingMessage) => void
  close(): Promise<void>
}

/** Answers as WeCom and DingTalk do when they take a message. */
export function takes(response: ServerResponse): void {
  response.setHeader('content-type', 'application/json')
  response.end('{"errcode":0,"errmsg":"ok","code":0}')
}

/** Starts one on a free port of this machine. */
export async function robotSink(
  secured: { cert: string; key: string } | null = null,
): Promise<RobotSink> {
  const posted: RobotSink['posted'] = []
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString('utf8')))
    request.on('end', () => {
      posted.push({ path: request.url ?? '', body })
      sink.answer(response, request)
    })
  }
  const server = secured === null ? createServer(listener) : createHttps(secured, listener)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const sink: RobotSink = {
    port: (server.address() as AddressInfo).port,
    posted,
    answer: takes,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return sink
}
