import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request } from 'node:http'

/** Stands before several servers, and asks the next one where one does not answer. */
export interface SmallProxy {
  readonly address: string
  close(): Promise<void>
}

/** A proxy that takes the servers in turn; `targets` is asked anew for each request. */
export async function smallProxy(targets: () => readonly string[]): Promise<SmallProxy> {
  let turn = 0
  const server = createServer((asked, answer) => {
    const parts: Buffer[] = []
    asked.on('data', (part: Buffer) => parts.push(part))
    asked.on('end', () => {
      turn += 1
      const all = targets()
      const inTurn = all.map((_, at) => all[(turn + at) % all.length] ?? '')
      pass(asked, answer, { body: Buffer.concat(parts), targets: inTurn })
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('no port')
  return {
    address: `http://127.0.0.1:${at.port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

// A request that was broken off may have been done: only one that was not taken is passed on.
function pass(
  asked: IncomingMessage,
  answer: ServerResponse,
  { body, targets: [target, ...others] }: { body: Buffer; targets: readonly string[] },
): void {
  if (target === undefined) {
    answer.writeHead(502).end()
    return
  }
  const { method, url, headers } = asked
  const onward = request(`${target}${url ?? ''}`, { method: method ?? 'GET', headers })
  onward.on('response', (told) => {
    answer.writeHead(told.statusCode ?? 500, told.headers)
    told.on('error', () => answer.destroy())
    told.pipe(answer)
  })
  onward.on('error', (error) => {
    const isRefused = (error as NodeJS.ErrnoException).code === 'ECONNREFUSED'
    if (isRefused) return pass(asked, answer, { body, targets: others })
    answer.destroy()
  })
  onward.end(body)
}
