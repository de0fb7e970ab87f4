import { expect, test } from 'vitest'
import { fault } from '../ledger/fault.ts'
import { spokenFault } from './tell-refusal.ts'

const hint = { zh: '检查路径。', en: 'Check the path.' }

test('the place of a fault is told once: behind its sentence, or within it', () => {
  const missing = { zh: '没有文件 /a.txt', en: 'There is no file /a.txt' }
  expect(spokenFault(fault('file.missing', { at: ['/a.txt'], text: missing, hint }), 'en')).toBe(
    'There is no file /a.txt\n  Check the path. (file.missing)\n',
  )
  const wanted = { zh: '必填', en: 'Required' }
  expect(spokenFault(fault('x.required', { at: ['fields', 2], text: wanted, hint }), 'zh')).toBe(
    '必填 [fields.2]\n  检查路径。 (x.required)\n',
  )
  expect(spokenFault(fault('x.required', { at: [], text: wanted, hint }), 'zh')).toBe(
    '必填\n  检查路径。 (x.required)\n',
  )
})
