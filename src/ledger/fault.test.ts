import { expect, test } from 'vitest'
import { fault, faultsText, faultText } from './fault.ts'

const bare = fault('file.empty', {
  text: { zh: '文件是空的', en: 'The file is empty' },
  hint: { zh: '检查是否选对了文件。', en: 'Check that the right file was chosen.' },
})
const stopped = fault('record.void', {
  text: { zh: '这条记录已经作废。', en: 'This record is void.' },
  hint: { zh: '请重新登记一条。', en: 'Record it anew.' },
})

test('a fault is two sentences, each with one stop, however its text was written', () => {
  expect(faultText(bare)).toEqual({
    zh: '文件是空的。检查是否选对了文件。',
    en: 'The file is empty. Check that the right file was chosen.',
  })
  expect(faultText(stopped)).toEqual({
    zh: '这条记录已经作废。请重新登记一条。',
    en: 'This record is void. Record it anew.',
  })
})

test('several follow one another', () => {
  expect(faultsText([stopped, bare])).toEqual({
    zh: '这条记录已经作废。请重新登记一条。文件是空的。检查是否选对了文件。',
    en: 'This record is void. Record it anew. The file is empty. Check that the right file was chosen.',
  })
})
