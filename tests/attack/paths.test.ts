import { connect } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPageFiles } from '../../src/api/page-files.ts'
import type { Serving as Listening } from '../../src/cli/serve.ts'
import { doorOf, listen } from '../../src/cli/serve.ts'
import { heldApp } from '../api/held-answers.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { serveTest, setUp } from '../api/serving.ts'

let serving: Serving
let administrator: Browser
let listening: Listening
let publicId: string

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: administrator } = await setUp(serving))
  publicId = (await administrator.ask('GET', '/api/v1/session')).body.organisation.id
  const options = { port: 0, host: '127.0.0.1', cert: null, key: null, publicUrl: null }
  const given = { ...options, trustedProxy: false }
  // A folder with files beside it, so that a way out of it would lead somewhere.
  const page = readPageFiles(join(import.meta.dirname, '../vectors'))
  listening = await listen(
    heldApp({ ...serving.service, serverAddress: doorOf(given) }, page),
    given,
  )
})

afterAll(async () => {
  await listening.stop()
  await serving.close()
})

/** Sends exactly these bytes, and no more if `ends`, and answers everything that comes back. */
function raw(text: string, { ends }: { ends: boolean } = { ends: true }): Promise<string> {
  const { port, hostname } = new URL(listening.address)
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname, () =>
      ends ? socket.end(text, 'latin1') : socket.write(text, 'latin1'),
    )
    let told = ''
    socket.setTimeout(30_000, () => socket.destroy(new Error(`no answer to ${text}`)))
    socket.on('data', (bytes) => {
      told += bytes.toString('latin1')
    })
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' ? resolve(told) : reject(error),
    )
    socket.once('close', () => resolve(told))
  })
}

const get = (path: string, more = '') =>
  raw(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\n${more}Connection: close\r\n\r\n`, {
    ends: false,
  })

test('no path leads out of the folder that is served', async () => {
  const paths = [
    '/../package.json',
    '/..%2fpackage.json',
    '/%2e%2e/package.json',
    '/..%5cpackage.json',
    '/....//package.json',
    '/%2e%2e%2fpackage.json',
    '/..;/package.json',
    '/%00.json',
    '/note.json%00',
    '/note.json/../../package.json',
    '//example.txt',
    '/file:%2f%2f%2fexample.txt',
    '/assets/..%2f..%2f..%2fetc%2fpasswd',
    '/%c0%ae%c0%ae/package.json',
    '/%',
    '/%zz',
  ]
  for (const path of paths) {
    const told = await get(path)
    expect(told, path).toMatch(/^HTTP\/1\.1 (200|400|404)/)
    expect(told, path).not.toMatch(/root:|"devDependencies"|location:/i)
  }
})

test('no path of a log leads to another file or another log', async () => {
  const log = `/log/${publicId}`
  const paths = [
    `${log}/tile/../../../package.json`,
    `${log}/tile/..%2f..%2f`,
    `${log}/tile/entries/%2e%2e/000`,
    `${log}/tile/0/x999`,
    `${log}/tile/-1/000`,
    `${log}/tile/0/000.p/0`,
    `${log}/tile/0/000.p/999`,
    `${log}/tile/9999999999/000`,
    `${log}/tile/0/x999/x999/x999/x999/x999/x999/x999/999`,
    `${log}/`,
    `${log}/checkpoint/`,
    '/log/%2e%2e/checkpoint',
    '/log//checkpoint',
    '/log/1/checkpoint',
    "/log/'/checkpoint",
    `/log/%${publicId.charCodeAt(0).toString(16)}${publicId.slice(1)}/xxtile/entries/000.p/1`,
    `${log}/tile//entries/000.p/1`,
    `${log}/tile/entries/../entries/000.p/1`,
    `${log}/tile%2fentries%2f000.p%2f1`,
    `${log}/./tile/entries/000.p/1`,
    `${log}/tile/entries/000%2ep/1`,
    `${log}/TILE/ENTRIES/000.p/1`,
  ]
  for (const path of paths) {
    const told = await get(path)
    // What an address makes of its dots may be a place of the page; never bytes of a log.
    expect(told, path).toMatch(/^HTTP\/1\.1 (200|400|403|404)/)
    expect(told, path).not.toMatch(/root:|"payload"|octet-stream/)
  }
})

test('what is no sound HTTP is answered or cut off, and the next one is served', async () => {
  const host = 'Host: 127.0.0.1\r\n'
  const post = `POST /api/v1/session HTTP/1.1\r\n${host}Origin: ${listening.address}\r\n`
  const json = 'Content-Type: application/json\r\n'
  const bad = [
    'GET / HTTP/1.1\r\n\r\n',
    `GET / HTTP/1.1\r\n${host}Host: evil.example\r\n\r\n`,
    'GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n',
    `GET / HTTP/1.1\r\n${host}X: ${'a'.repeat(40_000)}\r\n\r\n`,
    `GET /${'a'.repeat(40_000)} HTTP/1.1\r\n${host}\r\n`,
    `${post}${json}Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n`,
    `${post}${json}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    `${post}${json}Content-Length: -1\r\n\r\n{}`,
    `${post}${json}Transfer-Encoding: chunked\r\n\r\nZZ\r\n{}\r\n0\r\n\r\n`,
    `${post}${json}Content-Length: 100\r\n\r\n{}`,
    `TRACE / HTTP/1.1\r\n${host}\r\n`,
    `CONNECT evil.example:443 HTTP/1.1\r\n${host}\r\n`,
    '\x16\x03\x01\x02\x00\x01',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  ]
  for (const text of bad) {
    const told = await raw(text)
    expect(told, text.slice(0, 200)).not.toMatch(/^HTTP\/1\.1 (2|3|5)\d\d/)
  }
  expect(await get('/healthz')).toMatch(/^HTTP\/1\.1 200/)
  expect(serving.unforeseen).toEqual([])
})

test('no header of an answer can be written by a name', async () => {
  const evil = '馆"\r\nSet-Cookie: x=1\r\n\r\n<script>'
  await administrator.ask('POST', '/api/v1/organisations', {
    body: { name: evil, zone: 'Asia/Shanghai', below: false },
  })
  const columns = encodeURIComponent('title\r\nSet-Cookie: x=1')
  const paths = [
    '/api/v1/registers/problem/export?format=csv',
    `/api/v1/registers/problem/export?format=csv&columns=${columns}`,
    '/api/v1/reports/annual-report/file?year=2026&format=txt',
    '/api/v1/reports/annual-report/file?year=2026&format=html',
  ]
  for (const path of paths) {
    const told = await administrator.ask('GET', path)
    expect(told.headers.get('set-cookie'), path).toBe(null)
    expect(told.status, path).toBeLessThan(500)
    if (told.status !== 200) continue
    expect(told.headers.get('content-disposition'), path).toMatch(
      /^attachment; filename="[\w .-]+"/,
    )
    expect(told.headers.get('content-security-policy'), path).toContain("default-src 'none'")
    expect(told.headers.get('x-content-type-options'), path).toBe('nosniff')
  }
})
