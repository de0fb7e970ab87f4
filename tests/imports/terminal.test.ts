import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readGivenFile, writeGivenFile } from '../../src/adapters/given-file.ts'
import { officeFiles } from '../../src/adapters/office-files.ts'
import { here } from '../../src/adapters/outside/readers.ts'
import type { CommandContext } from '../../src/cli/command-context.ts'
import { program } from '../../src/cli/program.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { serveTest, setUp } from '../api/serving.ts'
import { imports, tasks, workbookOf } from './ledgers.ts'

let serving: Serving
let clerk: Browser
let folder: string
const register = 'publicity-task'

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk } = await setUp(serving))
  folder = mkdtempSync(join(tmpdir(), 'taizhang-terminal-'))
  writeFileSync(join(folder, 'old.xlsx'), await workbookOf(tasks))
})

afterAll(async () => {
  await serving.close()
  rmSync(folder, { recursive: true, force: true })
})

async function taizhang(...args: readonly string[]) {
  const printed: string[] = []
  const told: string[] = []
  let code = 0
  const context = {
    dataDefault: folder,
    readFile: readGivenFile,
    writeFile: writeGivenFile,
    version: 'test',
    outside: here,
    files: officeFiles([], ''),
    open: () => Promise.resolve({ ...serving.opened, close: () => Promise.resolve() }),
    print: (line: string) => printed.push(line),
    tell: (line: string) => told.push(line),
    exitCode: (given: number) => {
      code = given
    },
  }
  await program(context as unknown as CommandContext).parseAsync([...args], { from: 'user' })
  return { printed: printed.join('\n'), told: told.join('\n'), code }
}

const count = async () =>
  (await clerk.ask('GET', `/api/v1/registers/${register}/records?limit=200`)).body.items.length

test('a file is looked at first, and says what is open', async () => {
  const file = join(folder, 'old.xlsx')
  const looked = await taizhang('import', file, '--register', register)
  expect(looked.printed).toMatch(/2 行就绪.*2 行待办/)
  expect(looked.told).toContain('布置日期 → setOn')
  expect(looked.told).toMatch(/待定.*setBy “市里” × 2/)
  expect(looked.told).toMatch(/第7行跳过.*小计/)
  expect([looked.code, await count()]).toEqual([1, 0])
})

test('a mapping file is saved, answered and brought again; rows are written once', async () => {
  const [file, mapping] = [join(folder, 'old.xlsx'), join(folder, 'mapping.yaml')]
  await taizhang('import', file, '--register', register, '--save-mapping', mapping)
  const first = await taizhang('import', file, '--mapping', mapping, '--write', '--reason', '补')
  expect(first.printed).toMatch(/新增 2 条/)
  expect([first.code, await count()]).toEqual([1, 2])

  const saved = readFileSync(mapping, 'utf8')
  const answers = `answers:
  setBy:
    市里: { means: party-committee }
  due:
    4月下旬: { means: 2026-04-25 }
`
  writeFileSync(mapping, saved.replace(/answers: \{\}\n/, answers))
  const second = await taizhang('import', file, '--mapping', mapping, '--write', '--reason', '补')
  expect(second.printed, second.told).toMatch(/2 行以前写入[\s\S]*新增 2 条/)
  expect([second.code, await count()]).toEqual([0, 4])
  const third = await taizhang('import', file, '--mapping', mapping, '--write')
  expect(third.printed).toMatch(/0 行就绪.*4 行以前写入/)
  expect([third.code, await count()]).toEqual([0, 4])
  // The terminal leaves no import behind.
  expect((await clerk.ask('GET', imports)).body).toEqual([])
})

test('a sheet that was exported here is held against its records', async () => {
  const out = join(folder, 'out.xlsx')
  await taizhang('export', register, '--out', out)
  const same = await taizhang('import', out, '--register', register, '--write')
  expect(same.printed).toMatch(/新增 0 条，更正 0 条，未变 4 条/)
  expect([same.code, await count()]).toEqual([0, 4])
})
