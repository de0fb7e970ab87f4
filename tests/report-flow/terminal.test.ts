import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { readGivenFile, writeGivenFile } from '../../src/adapters/given-file.ts'
import type { CommandContext } from '../../src/cli/command-context.ts'
import { program } from '../../src/cli/program.ts'
import type { NotMentioned, ReportDocument } from '../../src/report/document.ts'
import type { Serving } from '../api/serving.ts'
import { serveTest, setUp } from '../api/serving.ts'

let serving: Serving
let folder: string

beforeAll(async () => {
  vi.stubEnv('LC_ALL', 'zh_CN.UTF-8')
  serving = await serveTest()
  await setUp(serving)
  folder = mkdtempSync(join(tmpdir(), 'taizhang-report-'))
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await serving.close()
  rmSync(folder, { recursive: true, force: true })
})

async function told(...args: readonly string[]): Promise<string> {
  const lines: string[] = []
  const context = {
    dataDefault: folder,
    readFile: readGivenFile,
    writeFile: writeGivenFile,
    version: 'test',
    open: () => Promise.resolve({ ...serving.opened, close: () => Promise.resolve() }),
    tell: (line: string) => lines.push(line),
  }
  await program(context as unknown as CommandContext).parseAsync([...args], { from: 'user' })
  return lines.join('\n')
}

test('what a report leaves out is counted and named where it is written', async () => {
  const file = join(folder, 'report.json')
  const said = await told('report', '--year', '2025', '--out', file)
  const document = JSON.parse(readFileSync(file, 'utf8')) as ReportDocument
  const left: readonly NotMentioned[] = document.notMentioned ?? []
  expect(left.map(({ label }) => label.zh)).toContain('每年组织保密培训')
  const [counted, ...lines] = said.split('\n')
  // A template binds all that it says: there is no word for claims that are bound to nothing.
  expect(counted).toMatch(/：\d+ 处表述，.*有依据 \d+$/)
  expect(counted).not.toMatch(/未关联| 0(，|$)/)
  const named = left.map(({ label, reason }) => `  未做到  ${label.zh}：${reason.zh}`)
  expect(lines).toEqual([`台账已有而未提及 ${left.length} 项：`, ...named])
})
