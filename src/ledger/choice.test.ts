import { expect, test } from 'vitest'
import { namedChoice } from './choice.ts'

// A signed report carries the lists that it draws on: what sheets may call an item is no part of it.
test('records, evidence and pages know an item by its id and its label alone', () => {
  const label = { zh: '局（馆）务会', en: 'Affairs meeting' }
  expect(namedChoice({ id: 'affairs', label, also: ['馆务会'] })).toEqual({ id: 'affairs', label })
})
