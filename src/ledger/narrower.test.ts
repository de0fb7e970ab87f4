import { expect, test } from 'vitest'
import type { FigureDefinition } from './figure.ts'
import { isWithin } from './narrower.ts'

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

test('a figure of the same with more conditions counts less', () => {
  const all = figure('all')
  const formal = figure('formal', { where: { themes: 'formalism' } })
  const owned = figure('owned', { where: { themes: 'formalism', owner: { exists: true } } })
  expect([isWithin(formal, all), isWithin(owned, all), isWithin(owned, formal)]).toEqual([
    true,
    true,
    true,
  ])
  expect([isWithin(all, formal), isWithin(all, all)]).toEqual([false, false])
  expect(isWithin(figure('other', { where: { themes: 'work' } }), formal)).toBe(false)
  expect(isWithin(figure('each', { per: 'person', by: 'owner' }), all)).toBe(false)
})
