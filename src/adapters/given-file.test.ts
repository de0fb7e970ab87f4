import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { Refusal } from '../ledger/fault.ts'
import { writeGivenFile } from './given-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'taizhang-given-'))

afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function refusal(work: () => Promise<unknown> | unknown): Promise<string> {
  try {
    await work()
  } catch (error) {
    const [fault] = error instanceof Refusal ? error.faults : []
    return fault ? `${fault.code}：${fault.text.zh}` : String(error)
  }
  return 'done'
}

test('a file that cannot be written is named with its reason, in every folder and spelling', async () => {
  const good = join(folder, '报 告.txt')
  await writeGivenFile(good, 'x')
  expect(readFileSync(good, 'utf8')).toBe('x')
  const missing = join(folder, 'none', 'x.txt')
  expect(await refusal(() => writeGivenFile(missing, 'x'))).toBe(
    `file.unwritable：无法写入 ${missing}：那里没有可用的目录。`,
  )
  expect(await refusal(() => writeGivenFile(folder, 'x'))).toBe(
    `file.unwritable：无法写入 ${folder}：那是一个目录。`,
  )
  const within = join(good, 'x.txt')
  expect(await refusal(() => writeGivenFile(within, 'x', { withFolder: true }))).toContain(
    'file.unwritable',
  )
  await writeGivenFile(missing, 'y', { withFolder: true })
  expect(readFileSync(missing, 'utf8')).toBe('y')
})
