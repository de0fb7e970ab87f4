import { expect, test } from 'vitest'
import type { FsckReport } from '../../app/audit/fsck.ts'
import { reportText, tellProgress } from './fsck.ts'

const organisation = {
  name: { zh: '海棠市档案馆', en: 'Haitang Archives' },
  publicId: 'o1',
} as FsckReport['organisation']
const counts = { entries: 130, records: 40, checkpoints: 3 }
const none = { erased: [], keyChanges: [], notices: [], faults: [] }
const lastLine = (from: number) =>
  reportText({ organisation, from, ...counts, ...none })
    .split('\n')
    .at(-1)

test('the last line of a log says how much of it was looked at', () => {
  expect(lastLine(0)).toContain('全部核对，一致 / all was checked and holds')
  const since = lastLine(120)
  expect(since).toContain('自条目 120 起核对，一致；此前的没有看')
  expect(since).toContain('holds from entry 120 on; what came before was not looked at')
})

test('a long log is told of until its entries are done, and what is done then; a short one not', () => {
  const lines: string[] = []
  let at = 0
  const progress = tellProgress({ tell: (line) => lines.push(line) }, () => at)
  const page = (entries: number, seconds: number) => {
    at = seconds * 1000
    progress({ organisation, entries, of: 1_000 })
  }
  page(200, 0)
  page(400, 4)
  page(600, 8)
  page(800, 9)
  page(1_000, 16)
  page(1_000, 30)
  expect(lines).toEqual([
    '海棠市档案馆：600/1000 条，约剩 8 秒 / about 8 s of entries left',
    '海棠市档案馆：条目已核对，正在核对索引和附件 / entries are done, indexes and files follow',
  ])
  const other = { ...organisation, publicId: 'o2' }
  progress({ organisation: other, entries: 200, of: 400 })
  progress({ organisation: other, entries: 400, of: 400 })
  expect(lines).toHaveLength(2)
})
