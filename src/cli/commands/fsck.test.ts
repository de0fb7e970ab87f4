import { expect, test } from 'vitest'
import type { FsckReport } from '../../app/audit/fsck.ts'
import { reportText } from './fsck.ts'

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
