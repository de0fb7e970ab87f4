import { expect, test } from 'vitest'
import type { Field } from '../register/register.ts'
import { lastingAnswers } from './lasting-answers.ts'
import type { Answers } from './mapping.ts'
import type { Shape } from './shape.ts'

const label = { zh: '项', en: 'item' }
const field = (id: string, type: Field['type'], of?: string) =>
  ({ id, field: { id, type, label, ...(of === undefined ? {} : { of }) } as Field }) as const

const shape = {
  id: 'meeting',
  fields: [
    field('kind', 'choice', 'kinds'),
    field('topics.kinds', 'choices', 'kinds'),
    field('chair', 'person'),
    field('heldOn', 'date'),
  ],
} as unknown as Shape

const lists = new Map([
  [
    'kinds',
    [
      { id: 'party', label },
      { id: 'office', label },
      { id: 'old', label, retired: true as const },
    ],
  ],
])

test('which item of a list a text means holds of the next table; people, days and blanks do not', () => {
  const answers: Answers = {
    kind: { 党组会: { means: 'party' }, 无: 'nothing', '': { means: 'party' } },
    'topics.kinds': { '党务、行政': { means: ['party', 'office'] } },
    chair: { 周书记: { means: '0b9ad1a6-3c52-4c0e-9f7a-5f8f9a3f2d11' } },
    heldOn: { '7月下旬': { means: '2025-07-25' } },
  }
  expect(lastingAnswers(answers, shape, { lists })).toEqual({
    kind: { 党组会: { means: 'party' }, 无: 'nothing' },
    'topics.kinds': { '党务、行政': { means: ['party', 'office'] } },
  })
})

test('what the list offers no more is asked again', () => {
  const answers: Answers = {
    kind: { 旧: { means: 'old' }, 没有: { means: 'gone' }, 数: { means: 3 } },
    'topics.kinds': { 两种: { means: ['party', 'gone'] } },
  }
  expect(lastingAnswers(answers, shape, { lists })).toEqual({})
})
