import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
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

test('what is written is its owner’s alone, but a file keeps the rights that it had', async () => {
  const modeOf = (path: string) => statSync(path).mode & 0o777
  const before = process.umask(0o022)
  try {
    const made = join(folder, 'log', 'tile', '000')
    await writeGivenFile(made, 'x', { withFolder: true })
    const ways = [made, join(folder, 'log'), join(folder, 'log', 'tile')]
    expect(ways.map(modeOf)).toEqual([0o600, 0o700, 0o700])
    const shared = join(folder, 'shared.zip')
    writeFileSync(shared, 'x')
    chmodSync(shared, 0o640)
    await writeGivenFile(shared, 'y')
    expect([modeOf(shared), readFileSync(shared, 'utf8')]).toEqual([0o640, 'y'])
  } finally {
    process.umask(before)
  }
})
