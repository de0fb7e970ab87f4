import { expect, test } from 'vitest'
import { fieldContext } from '../field-kinds.ts'
import { choice } from './choice.ts'

const kinds = [
  {
    id: 'affairs',
    label: { zh: '局（馆）务会', en: 'Affairs meeting' },
    also: ['局务会', '馆务会'],
  },
  { id: 'work', label: { zh: '工作会议', en: 'Work meeting' } },
]
const context = fieldContext({ lists: new Map([['kinds', kinds]]) })
const field = {
  id: 'kind',
  type: 'choice',
  label: { zh: '类别', en: 'Kind' },
  required: true,
  of: 'kinds',
}

test('a cell may call an item by what else it is called, and says its own label', () => {
  for (const cell of ['局（馆）务会', '馆务会', '局务会', 'affairs meeting', 'affairs']) {
    expect(choice.read(cell, field, context), cell).toEqual({ value: 'affairs' })
  }
  expect(choice.text('affairs', field, context, 'zh')).toBe('局（馆）务会')
  expect(choice.read('务会', field, context).faults?.[0]?.code).toBe('field.choice.unknown')
})
