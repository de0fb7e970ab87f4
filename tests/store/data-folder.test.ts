import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDataFolder, refuseNoDataFolder } from '../../src/adapters/data-folder.ts'
import type { FolderOfDatabase } from '../../src/adapters/postgres/bind-folder.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { TestDatabase } from '../database.ts'
import { testDatabase } from '../database.ts'
import { bundles } from '../outside/bundles.ts'
import { foundUnit, meeting, storeOn } from './fixture.ts'

const home = mkdtempSync(join(tmpdir(), 'taizhang-folders-'))
const data = join(home, 'data')
let database: TestDatabase

beforeAll(async () => {
  mkdirSync(data)
  database = await testDatabase()
  await using(data, 'served', async (store) => {
    await foundUnit(store)
  })
})

afterAll(async () => {
  await database.drop()
  rmSync(home, { recursive: true, force: true })
})

type Opened = Awaited<ReturnType<typeof storeOn>>

/** Opens the database with a data folder; answers the codes it was refused with, or lacks. */
async function using(
  folder: string,
  as: FolderOfDatabase['as'],
  work: (store: Opened) => Promise<void> = async () => {},
  connection = database.connection,
): Promise<readonly string[]> {
  try {
    const place = { connection, keysDir: join(folder, 'keys') }
    const store = await storeOn(place, { folder: { data: folder, as } })
    try {
      await work(store)
      return store.lacks.map(({ code }) => code)
    } finally {
      await store.close()
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.faults.map(({ code }) => code)
  }
}

const missing = ['data.keys-missing', 'data.keys-missing']

/** Reads, and is refused every write in a sentence that tells no path. */
async function readsOnly({ store }: Opened): Promise<void> {
  expect(await store.lacksKeys(1)).toBe(true)
  expect((await store.organisations()).length).toBe(1)
  await store.read(1, (reader) => reader.versions(randomUUID()))
  const refused = await store.append(1, meeting()).catch((error: unknown) => error)
  expect(refused).toMatchObject({ faults: [{ code: 'key.missing' }] })
  expect(JSON.stringify(refused)).not.toContain(home)
}

test('a server with another data folder says which keys are missing, and only reads', async () => {
  const other = join(home, 'other')
  mkdirSync(other)
  const codes = await using(other, 'served', async (opened) => {
    await readsOnly(opened)
    await expect(foundUnit(opened)).rejects.toThrow('keys.elsewhere')
    const change = { how: 'rotated', reason: '轮换', actor: 'p-1', pack: null } as const
    await expect(opened.store.changeKeys(1, change)).rejects.toThrow('keys.elsewhere')
  })
  expect(codes).toEqual(missing)
  // It is bound to no database by that, and a command still refuses it.
  expect(await using(other, 'opened')).toEqual(missing)
  expect(await using(other, 'renewed')).toEqual([])
  const own = await using(data, 'served', async ({ store }) => {
    expect(await store.lacksKeys(1)).toBe(false)
  })
  expect(own).toEqual([])
})

test('one that belongs to another database does not either', async () => {
  const empty = await testDatabase()
  expect(await using(data, 'served', undefined, empty.connection)).toEqual(['data.other-database'])
  expect(await using(data, 'renewed', undefined, empty.connection)).toEqual(['data.other-database'])
  await empty.drop()
})

test('keys that are gone leave a server and a command to read', async () => {
  renameSync(join(data, 'keys'), join(home, 'kept'))
  expect(await using(data, 'served', readsOnly)).toEqual(missing)
  expect(await using(data, 'opened', readsOnly)).toEqual([])
  rmSync(join(data, 'keys'), { recursive: true, force: true })
  renameSync(join(home, 'kept'), join(data, 'keys'))
  expect(await using(data, 'served')).toEqual([])
})

test('a data folder that cannot be made is said in a sentence', () => {
  writeFileSync(join(home, 'file'), '')
  expect(() => openDataFolder(join(home, 'file/data'))).toThrow('data.folder')
})

test.runIf(process.platform === 'linux')(
  'a place where no folder can be is refused at once, in a sentence (skipped without Linux)',
  async () => {
    const made = bundles('folders')
    const script = await made.script(
      'open',
      `import { openDataFolder, refuseNoDataFolder } from '../../src/adapters/data-folder.ts'
       import { Refusal } from '../../src/ledger/fault.ts'
       try {
         openDataFolder(process.argv[2])
         console.log('opened')
       } catch (error) {
         console.log(error instanceof Refusal ? error.faults[0].text.zh : error.stack)
       }`,
    )
    const files = ['/proc', '/proc/taizhang', '/proc/self/taizhang/data', '/sys', '/sys/taizhang']
    for (const place of [...files, '/dev/null', '/dev/null/data', '/dev/full']) {
      const ended = spawnSync(process.execPath, [script, place], { timeout: 30_000 })
      expect(ended.error, place).toBeUndefined()
      expect(String(ended.stdout), place).toMatch(/^数据目录 \S+ 不能写入：\S+。\n$/)
    }
    made.remove()
  },
)

test('a path that is no data folder is refused, and nothing is made there', () => {
  const missing = join(home, 'slip of the pen')
  const file = join(home, 'file')
  writeFileSync(file, '')
  for (const path of [missing, file, home]) {
    expect(() => refuseNoDataFolder(path)).toThrow(Refusal)
  }
  expect(() => refuseNoDataFolder(data)).not.toThrow()
  expect(existsSync(missing)).toBe(false)
})
