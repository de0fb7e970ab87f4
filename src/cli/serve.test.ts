import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { Refusal } from '../ledger/fault.ts'
import type { ServeOptions } from './serve.ts'
import { listen } from './serve.ts'

const options = { cert: null, key: null, publicUrl: null, trustedProxy: false }

async function refusal(given: Pick<ServeOptions, 'host' | 'port'>): Promise<string> {
  const app = { fetch: () => new Response() } as never
  const error = await listen(app, { ...options, ...given }).catch((one: unknown) => one)
  const [fault] = error instanceof Refusal ? error.faults : []
  return `${fault?.code}: ${fault?.text.en}`
}

test('a port that somebody has, and an address that is none of ours, are refused in a sentence', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as AddressInfo
  expect(await refusal({ host: '127.0.0.1', port })).toBe(`serve.port: Port ${port} is in use.`)
  await new Promise((resolve) => taken.close(resolve))
  // 192.0.2.0/24 is kept for documents (RFC 5737): no machine has it.
  const host = '192.0.2.1'
  expect(await refusal({ host, port: 0 })).toBe(`serve.host: This machine has no address ${host}.`)
})

test('a connection outlives the pause between two questions of a page, and of a proxy', async () => {
  const app = async () => ({ status: 200, headers: {}, body: null })
  const serving = await listen(app, { ...options, host: '127.0.0.1', port: 0 })
  const { headers } = await fetch(serving.address)
  const seconds = Number(/timeout=(\d+)/.exec(headers.get('keep-alive') ?? '')?.[1])
  expect(seconds).toBeGreaterThan(60)
  await serving.stop()
})
