import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Refusal } from '../../ledger/fault.ts'
import { bundleBytesMax } from '../../report/exchange/bundle.ts'
import { makeCertificate } from '../tls/self-signed.ts'
import { peerServers } from './peer-servers.ts'

const data = mkdtempSync(join(tmpdir(), 'taizhang-peers-'))
const peers = peerServers({ data, answerMs: 2_000 })
const origin = 'taizhang/1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed'
let asked = 0

const server = createServer((request, response) => {
  asked += 1
  request.resume()
  if (request.headers.origin === undefined) response.writeHead(403).end()
  else if (request.url !== '/api/v1/exchange') response.writeHead(404).end()
  else answers[asked - 1]?.(response)
})
const answers: ((response: import('node:http').ServerResponse) => void)[] = [
  (response) => response.end('bytes'),
  (response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
  (response) => response.end(new Uint8Array(bundleBytesMax + 1)),
  (response) => response.writeHead(422).end('{"title":"版本不同","code":"bundle.version"}'),
  () => {},
]
let address: string

beforeAll(async () => {
  mkdirSync(join(data, 'outbound'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
  rmSync(data, { recursive: true, force: true })
})

const write = (text: string) => writeFileSync(join(data, 'outbound/peers.txt'), text)
const codeOf = async (work: Promise<unknown>) => {
  const error: unknown = await work.then(
    () => null,
    (one: unknown) => one,
  )
  return error instanceof Refusal ? error.faults[0]?.code : error
}

test('who is exchanged with stands in a file of the machine', async () => {
  expect(await peers.listed()).toBeNull()
  write('')
  expect(await peers.listed()).toEqual([])
  write(`# the city\r\nhttps://tz.example.cn/path ${origin}\n\n`)
  expect(await peers.listed()).toEqual([{ address: 'https://tz.example.cn', origin }])
  write(`https://tz.example.cn`)
  expect(await codeOf(peers.listed())).toBe('exchange.peers')
})

test('only encrypted, but to this machine itself', async () => {
  const wrong = [
    `http://tz.example.cn`,
    `http://10.0.0.1`,
    `http://127.0.0.1.example.cn`,
    `https://user:secret@tz.example.cn`,
    `ftp://tz.example.cn`,
    `tz.example.cn`,
  ]
  for (const one of wrong) {
    write(`${one} ${origin}`)
    expect(await codeOf(peers.listed()), one).toBe('exchange.address')
    expect(await codeOf(peers.exchange(one, new Uint8Array())), one).toBe('exchange.address')
  }
  write(`${address} ${origin}`)
  expect(await peers.listed()).toEqual([{ address, origin }])
})

test('an answer is taken as it is, no redirect is followed, and what is no answer is named', async () => {
  const ask = () => peers.exchange(address, new Uint8Array([1]))
  expect(new TextDecoder().decode(await ask())).toBe('bytes')
  expect(await codeOf(ask())).toBe('exchange.answered')
  expect(await codeOf(ask())).toBe('exchange.unreached')
  const refused: unknown = await ask().catch((one: unknown) => one)
  expect((refused as Refusal).faults[0]?.text.zh).toContain('（422）：版本不同 [bundle.version]')
  expect(await codeOf(ask())).toBe('exchange.unreached')
  expect(asked).toBe(5)
  expect(await codeOf(peers.exchange('http://127.0.0.1:1', new Uint8Array()))).toBe(
    'exchange.unreached',
  )
})

test('over TLS only a certificate that is trusted counts', async () => {
  const folder = join(data, 'tls')
  const { cert, key } = await makeCertificate(folder, ['localhost'])
  const secure = createSecureServer(
    { cert: readFileSync(cert), key: readFileSync(key) },
    (request, response) => {
      request.resume()
      response.end('sealed')
    },
  )
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve))
  const { port } = secure.address() as AddressInfo
  const ask = () => peers.exchange(`https://localhost:${port}`, new Uint8Array([1]))
  try {
    const unknown: unknown = await ask().catch((one: unknown) => one)
    expect((unknown as Refusal).faults[0]?.text.zh).toContain('证书')
    copyFileSync(cert, join(data, 'outbound/ca.pem'))
    expect(new TextDecoder().decode(await ask())).toBe('sealed')
  } finally {
    secure.closeAllConnections()
    secure.close()
  }
})

test('few are answered at once', async () => {
  const waiting: (() => void)[] = []
  const work = () => peers.oneOfFew(() => new Promise<void>((resolve) => waiting.push(resolve)))
  const all = [work(), work(), work(), work()]
  expect(await codeOf(work())).toBe('exchange.busy')
  for (const end of waiting) end()
  await Promise.all(all)
  expect(await peers.oneOfFew(() => Promise.resolve('done'))).toBe('done')
})
