import { Agent, request as open } from 'node:http'
import autocannon from 'autocannon'

/** A server under load and how to speak to it. */
export interface Target {
  readonly address: string
  readonly token: string
}

/** One request of a load; without a body it is a GET. */
export interface LoadRequest {
  readonly path: string
  readonly body?: string
}

export interface Loaded {
  readonly perSecond: number
  /** Milliseconds. */
  readonly p99: number
}

/** Sends the requests in turn from `clients` connections; throws when one of them is refused. */
export async function load(
  { address, token }: Target,
  { clients, seconds }: { clients: number; seconds: number },
  requests: readonly LoadRequest[],
): Promise<Loaded> {
  const result = await autocannon({
    url: address,
    connections: clients,
    duration: seconds,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    requests: requests.map(({ path, body }) =>
      body === undefined ? { method: 'GET', path } : { method: 'POST', path, body },
    ),
  })
  const { non2xx, errors, timeouts } = result
  if (non2xx + errors + timeouts > 0 || result['2xx'] === 0) {
    throw new Error(`${address} answered ${non2xx} times otherwise, ${errors} errors`)
  }
  return { perSecond: result['2xx'] / result.duration, p99: result.latency.p99 }
}

/** A caller that asks one thing after another on one connection. */
export interface Asker {
  ask<T>(path: string, body?: unknown): Promise<T>
  /** Sends a file. */
  send<T>(path: string, file: Uint8Array): Promise<T>
  close(): void
}

/** Opens a connection that is kept. */
export function openAsker({ address, token }: Target): Asker {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const to = { agent, address, token }
  return {
    ask: <T>(path: string, body?: unknown) => {
      const text = body === undefined ? undefined : JSON.stringify(body)
      return asked<T>(to, path, { type: 'application/json', body: text })
    },
    send: <T>(path: string, file: Uint8Array) =>
      asked<T>(to, path, { type: 'application/octet-stream', body: file }),
    close: () => agent.destroy(),
  }
}

function asked<T>(
  { agent, address, token }: Target & { agent: Agent },
  path: string,
  { type, body }: { type: string; body: string | Uint8Array | undefined },
): Promise<T> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': type }
  const method = body === undefined ? 'GET' : 'POST'
  return new Promise((resolve, reject) => {
    const request = open(`${address}${path}`, { agent, headers, method }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.once('error', reject)
      response.once('end', () => {
        const text = Buffer.concat(chunks).toString()
        const isRefused = (response.statusCode ?? 0) >= 300
        if (isRefused) reject(new Error(`${path}: ${response.statusCode} ${text.slice(0, 500)}`))
        else resolve(JSON.parse(text) as T)
      })
    })
    request.once('error', reject)
    request.end(body)
  })
}
