import { expect, test } from 'vitest'
import type { FigureDefinition } from './figure.ts'
import { widerFigures } from './narrower.ts'

const once = { zh: '次', en: 'times' }
const figure = (id: string, more: Partial<FigureDefinition> = {}): FigureDefinition => ({
  id,
  label: once,
  unit: once,
  measure: { kind: 'count', register: 'problem' },
  upward: false,
  phrases: [],
  ...more,
})

test('a figure lies within those that count the same with fewer conditions', () => {
  const wider = widerFigures([
    figure('all'),
    figure('formal', { where: { themes: 'formalism' } }),
    figure('owned', { where: { themes: 'formalism', owner: { exists: true } } }),
    figure('work', { where: { themes: 'work' } }),
    figure('each', { per: 'person', by: 'owner', where: { themes: 'formalism' } }),
  ])
  expect(Object.fromEntries(wider)).toEqual({
    all: [],
    formal: ['all'],
    owned: ['all', 'formal'],
    work: ['all'],
    each: [],
  })
})
