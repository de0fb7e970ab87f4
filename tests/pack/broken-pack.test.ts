import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readGivenFile, writeGivenFile } from '../../src/adapters/given-file.ts'
import type { CommandContext } from '../../src/cli/command-context.ts'
import { program } from '../../src/cli/program.ts'
import { openAll } from '../../src/installation/open-all.ts'
import { openChecks } from '../../src/installation/open-checks.ts'
import { openStored } from '../../src/installation/open-stored.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { TestDatabase } from '../database.ts'
import { testDatabase } from '../database.ts'

let database: TestDatabase
const data = mkdtempSync(join(tmpdir(), 'taizhang-broken-pack-'))
const packFolder = join(data, 'pack')
const options = () => ({ data, database: database.connection, mayLoseOnPowerCut: true })

beforeAll(async () => {
  database = await testDatabase({ migrated: true })
  mkdirSync(packFolder)
  writeFileSync(join(packFolder, 'pack.yaml'), 'id: [')
  const opened = await openStored(options())
  await opened.ports.store.found({
    name: { zh: '海棠市档案馆', en: 'Haitang Archives' },
    kind: 'real',
    parent: null,
    zone: 'Asia/Shanghai',
    actor: 'cli:test',
  })
  await opened.close()
})

afterAll(async () => {
  await database.drop()
  rmSync(data, { recursive: true, force: true })
})

async function taizhang(...args: readonly string[]) {
  const printed: string[] = []
  let code = 0
  const context = {
    dataDefault: data,
    version: 'test',
    crypto: nodeCrypto,
    readFile: readGivenFile,
    writeFile: writeGivenFile,
    open: () => openAll({ ...options(), packFolder }),
    openStored: () => openStored({ ...options(), packFolder }),
    openWithoutKeys: () => openStored({ ...options(), packFolder, folderAs: 'renewed' }),
    openChecks,
    print: (line: string) => printed.push(line),
    tell: () => {},
    exitCode: (given: number) => {
      code = given
    },
  }
  await program(context as unknown as CommandContext).parseAsync([...args], { from: 'user' })
  return { printed: printed.join('\n'), code }
}

test('a ledger is checked and copied whatever became of the pack beside the program', async () => {
  const begun = await openAll({ ...options(), packFolder }).catch((error: unknown) => error)
  expect(begun).toBeInstanceOf(Refusal)
  const checked = await taizhang('fsck', '--full')
  expect([checked.code, checked.printed]).toEqual([0, expect.stringContaining('海棠市档案馆')])
  const copied = await taizhang('backup', join(data, 'copy.tar'))
  expect([copied.code, existsSync(join(data, 'copy.tar'))]).toEqual([0, true])
  const exported = await taizhang('log', 'export', '--out', join(data, 'log'))
  expect(exported.printed).toMatch(/ 1$/)
  expect((await taizhang('clock', 'show')).code).toBe(0)
})

test('so are its units, servers and jobs told, and its keys replaced', async () => {
  expect((await taizhang('org', 'list')).printed).toMatch(/ real 海棠市档案馆$/)
  expect(await taizhang('status')).toEqual({ code: 0, printed: '' })
  const jobs = await taizhang('jobs')
  expect([jobs.code, jobs.printed]).toEqual([0, expect.stringContaining('nightly-copy  每夜备份')])
  const rotated = await taizhang('log', 'key', 'rotate', '--reason', '例行更换')
  expect(rotated).toEqual({ code: 0, printed: expect.stringMatching(/^taizhang\//) })
  const lost = ['--lost', '--reason', '磁盘损坏']
  await expect(taizhang('log', 'key', 'renew', ...lost)).rejects.toMatchObject({
    faults: [{ code: 'key.at-hand' }],
  })
  const checked = await taizhang('fsck', '--full')
  expect([checked.code, checked.printed]).toEqual([0, expect.stringContaining('更换了密钥')])
})
