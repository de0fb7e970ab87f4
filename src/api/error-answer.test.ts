import { expect, test } from 'vitest'
import { fault } from '../ledger/fault.ts'
import { apiErrorOf, statusOf } from './error-answer.ts'

const bare = fault('file.empty', {
  text: { zh: '文件是空的', en: 'The file is empty' },
  hint: { zh: '检查是否选对了文件。', en: 'Check that the right file was chosen.' },
})

test('what an answer says are sentences with their stops', () => {
  const stopped = fault('record.void', {
    text: { zh: '这条记录已经作废。', en: 'This record is void.' },
    hint: { zh: '请重新登记一条。', en: 'Record it anew.' },
  })
  expect(apiErrorOf([bare, stopped], 'zh')).toMatchObject({
    title: '文件是空的。',
    detail: '文件是空的。这条记录已经作废。',
    faults: [{ text: '文件是空的。' }, { text: '这条记录已经作废。' }],
  })
  expect(apiErrorOf([bare], 'en')).toMatchObject({
    title: 'The file is empty.',
    detail: 'The file is empty.',
  })
})

test('what passes by itself is answered as such, and what is not there as not there', () => {
  const statusOfCode = (code: string) => statusOf({ ...bare, code })
  const passing = ['service.database', 'service.signer', 'write.unknown', 'write.busy']
  expect(passing.map(statusOfCode)).toEqual([503, 503, 503, 503])
  // A checkpoint follows each write within a second.
  expect(['report.uncovered', 'draw.no-checkpoint'].map(statusOfCode)).toEqual([503, 503])
  const gone = ['call.unknown', 'duty-list.unknown', 'record.unknown']
  expect(gone.map(statusOfCode)).toEqual([404, 404, 404])
  expect(['call.taken', 'duty-list.taken'].map(statusOfCode)).toEqual([409, 409])
})
