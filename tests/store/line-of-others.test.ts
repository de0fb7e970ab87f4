import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { AppendLine } from '../../src/adapters/postgres/append-line.ts'
import { openAppendLine } from '../../src/adapters/postgres/append-line.ts'

// The database says who owns a log. Whoever holds it names a socket of their own, and hopes for what
// is sent there; or another user of the machine has made the folder before the server came.

let home: string
const lines: AppendLine[] = []

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'taizhang-others-'))
})

afterEach(async () => {
  await Promise.all(lines.splice(0).map((line) => line.close()))
  rmSync(home, { recursive: true })
})

async function opened(folder: string): Promise<AppendLine> {
  const line = await openAppendLine(folder, async () => [])
  lines.push(line)
  return line
}

const nothing = { org: 1, writes: [] }

test('writes go to a server of this user, in whatever folder it has', async () => {
  const [one, other] = [await opened(join(home, 'one')), await opened(join(home, 'other'))]
  expect(await one.send(other.own, nothing)).toEqual([])
})

test('and to no socket that anybody else could have put there', async () => {
  const { own, send } = await opened(join(home, 'line'))
  const name = own.slice(own.lastIndexOf('/') + 1)
  const [open, closed] = [join(home, 'open'), join(home, 'closed')]
  for (const folder of [open, closed]) mkdirSync(folder)
  const heard: string[] = []
  const server = createServer((incoming, outgoing) => {
    heard.push(String(incoming.url))
    outgoing.end('[]')
  })
  await new Promise<void>((resolve) => {
    server.listen(join(open, name), resolve)
  })
  chmodSync(open, 0o755)
  chmodSync(closed, 0o700)
  // It leads there from a folder that would do.
  symlinkSync(join(open, name), join(closed, name))
  for (const address of [join(open, name), join(closed, name), join(home, 'line', 'other.sock')]) {
    await expect(send(address, nothing)).rejects.toThrow('nobody but this user')
  }
  await new Promise((resolve) => {
    server.close(resolve)
  })
  expect(heard).toEqual([])
})

test('a folder that stood open is closed, and one that leads elsewhere is refused', async () => {
  const [stood, link] = [join(home, 'stood'), join(home, 'link')]
  mkdirSync(stood)
  chmodSync(stood, 0o777)
  await opened(stood)
  expect(statSync(stood).mode & 0o777).toBe(0o700)
  symlinkSync(stood, link)
  await expect(openAppendLine(link, async () => [])).rejects.toThrow('database.folder.foreign')
})
