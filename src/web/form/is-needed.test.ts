import { expect, test } from 'vitest'
import type { Field, Register } from '../../ledger/register/register.ts'
import { faultWords } from './fault-words.ts'
import { isNeededNow } from './is-needed.ts'

const label = { zh: '研讨发言人', en: 'Speakers' }
const speakers: Field = { id: 'speakers', type: 'people', required: false, label }
const study = {
  fields: [speakers],
  checks: [
    {
      when: { form: 'discussion' },
      must: { speakers: { exists: true } },
      message: { zh: '研讨交流应登记发言人', en: 'A discussion names its speakers' },
    },
  ],
} as unknown as Register
const today = '2026-11-30'

test('a field is marked as soon as what is chosen beside it asks for it, also when it is filled', () => {
  const needed = (values: object) =>
    isNeededNow(speakers, { register: study, values: { ...values }, today })
  expect(needed({ form: 'lecture' })).toBe(false)
  expect(needed({ form: 'discussion' })).toBe(true)
  expect(needed({ form: 'discussion', speakers: ['a'] })).toBe(true)
})

test('what is wrong is said in one sentence where the hint only says to mend it', () => {
  const fault = (code: string) => ({
    code,
    at: ['speakers'],
    text: { zh: '请填写“学习内容”', en: '“Content” is required' },
    hint: { zh: '填写后再保存。', en: 'Fill it in and save again.' },
  })
  expect(faultWords(fault('record.field.required'), 'zh')).toEqual({
    text: '请填写“学习内容”。',
    hint: null,
  })
  expect(faultWords(fault('record.person.unknown'), 'en')).toEqual({
    text: '“Content” is required.',
    hint: 'Fill it in and save again.',
  })
})
