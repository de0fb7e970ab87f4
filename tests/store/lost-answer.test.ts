import { mkdtempSync, rmSync } from 'node:fs'
import type { Server, Socket } from 'node:net'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { batchEntriesMax } from '../../src/adapters/postgres/appender.ts'
import type { OpenedStore } from '../../src/adapters/postgres/open-store.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
import { fsckOnce } from './fsck-once.ts'

/** Stands between the server and PostgreSQL, and cuts the line when it is told to. */
interface Line {
  readonly folder: string
  /** Cuts the next so many connections just when PostgreSQL says that it has committed. */
  cutAtCommit(times: number): void
  /** Keeps back the next answer that a whole batch is committed; answers what lets it through. */
  holdCommit(): () => void
  /** Resolves once one is kept back. */
  held(): Promise<void>
  close(): void
}

let fixture: StoreFixture
let line: Line
let behind: OpenedStore
let org: number

beforeAll(async () => {
  fixture = await storeFixture()
  line = await lineTo(fixture.connection)
  const connection = { ...fixture.connection, host: line.folder, port: 5432 }
  behind = await fixture.reopen({ connection })
  org = await foundUnit(behind)
})

afterAll(async () => {
  await behind.close()
  line.close()
  await fixture.close()
})

async function lineTo({ host = '', port = 5432 }: ClientConfig): Promise<Line> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-line-'))
  const open = new Set<Socket>()
  let cuts = 0
  let holding: Promise<void> | null = null
  let onHeld = (): void => {}
  let held: Promise<void> = Promise.resolve()
  const server: Server = createServer((near) => {
    const far = host.startsWith('/')
      ? connect(join(host, `.s.PGSQL.${port}`))
      : connect({ host, port })
    const cut = (): void => {
      near.destroy()
      far.destroy()
    }
    for (const socket of [near, far]) {
      open.add(socket)
      socket.on('error', cut)
      socket.on('close', cut)
    }
    let isWhole = false
    near.on('data', (bytes) => far.write(bytes))
    far.on('data', (bytes) => {
      isWhole ||= bytes.includes(`INSERT 0 ${batchEntriesMax}\0`)
      const isCommit = bytes.includes('COMMIT\0')
      const isHeld = isCommit && isWhole && holding !== null
      if (isCommit) isWhole = false
      if (cuts > 0 && isCommit) {
        cuts -= 1
        cut()
      } else if (isHeld) {
        const until = holding
        holding = null
        far.pause()
        // What was answered before it goes through.
        const at = bytes.indexOf('COMMIT\0')
        near.write(bytes.subarray(0, at))
        onHeld()
        void until?.then(() => {
          near.write(bytes.subarray(at))
          far.resume()
        })
      } else near.write(bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(join(folder, '.s.PGSQL.5432'), resolve))
  return {
    folder,
    cutAtCommit: (times) => {
      cuts = times
    },
    holdCommit: () => {
      let release = (): void => {}
      holding = new Promise((resolve) => {
        release = resolve
      })
      held = new Promise((resolve) => {
        onHeld = resolve
      })
      return release
    },
    held: () => held,
    close: () => {
      for (const socket of open) socket.destroy()
      server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const sizeNow = async () => (await fixture.store.read(org, (reader) => reader.position())).size

async function expectSound(): Promise<void> {
  const reports = await fsckOnce(fixture)
  expect(reports.flatMap((one) => one.faults)).toEqual([])
}

test('of very many that wait a batch is written while the one before is being answered', async () => {
  const size = await sizeNow()
  const answered: number[] = []
  const release = line.holdCommit()
  const written = Array.from({ length: 8 * batchEntriesMax }, async () => {
    const { index } = await behind.store.append(org, meeting())
    answered.push(index)
    return index
  })
  await line.held()
  try {
    // Written and not answered: the batch whose answer is held back, and the next one.
    const open = async () => (await sizeNow()) - size - answered.length
    await expect.poll(open).toBe(2 * batchEntriesMax)
    // What was entered second is not answered before what was entered first.
    const inOrder = answered.toSorted((one, other) => one - other)
    expect(inOrder).toEqual(answered.map((_, nth) => size + nth))
  } finally {
    release()
  }
  const indexes = await Promise.all(written)
  expect(indexes).toEqual(indexes.map((_, nth) => size + nth))
})

test('and is written behind it once whatever happens to either, and whoever writes between', async () => {
  const size = await sizeNow()
  const many = 5 * batchEntriesMax
  for (let round = 0; round < 4; round += 1) {
    line.cutAtCommit(1 + (round % 2))
    const both = [behind, behind, behind, fixture]
    const written = await Promise.all(
      Array.from({ length: many }, (_, nth) =>
        (both[nth % (round < 2 ? 3 : 4)] ?? behind).store.append(org, meeting()),
      ),
    )
    expect(new Set(written.map(({ index }) => index)).size).toBe(many)
  }
  expect(await sizeNow()).toBe(size + 4 * many)
  await expectSound()
})

test('a commit whose answer was lost is looked up: nothing twice, nothing missing', async () => {
  const before = await sizeNow()
  for (let round = 0; round < 5; round += 1) {
    line.cutAtCommit(1)
    const written = await Promise.all(
      Array.from({ length: 20 }, () => behind.store.append(org, meeting())),
    )
    expect(new Set(written.map((one) => one.index)).size).toBe(20)
  }
  expect(await sizeNow()).toBe(before + 100)
  await expectSound()
})
