import { expect, test } from 'vitest'
import { namedChoice, offeredChoices } from './choice.ts'

// A signed report carries the lists that it draws on: what sheets may call an item is no part of it.
test('records, evidence and pages know an item by its id and its label alone', () => {
  const label = { zh: '局（馆）务会', en: 'Affairs meeting' }
  expect(namedChoice({ id: 'affairs', label, also: ['馆务会'] })).toEqual({ id: 'affairs', label })
})

test('what is retired is offered only where the record says it already', () => {
  const label = { zh: '处分', en: 'Sanction' }
  const old = { id: 'old', label, retired: true } as const
  const now = { id: 'now', label }
  expect(offeredChoices([old, now], [])).toEqual([now])
  expect(offeredChoices([old, now], ['old'])).toEqual([old, now])
})
