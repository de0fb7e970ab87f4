import { expect, test } from 'vitest'
import { fault } from '../ledger/fault.ts'
import { packFault } from '../pack/pack-fault.ts'
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

test('a mistake in a pack is told with its file, line and key', () => {
  const where = { file: 'registers/meeting.yaml', line: 12, path: ['fields', 3, 'type'] }
  const text = { zh: '不认识的字段类型', en: 'No such kind of field' }
  expect(spokenFault(packFault('pack.field.kind', where, { text, hint }), 'en')).toBe(
    'No such kind of field [registers/meeting.yaml:12 fields.3.type]\n' +
      '  Check the path. (pack.field.kind)\n',
  )
})
