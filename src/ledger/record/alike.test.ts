import { expect, test } from 'vitest'
import { meeting } from '../../../tests/ledger/sample-registers.ts'
import type { Register } from '../register/register.ts'
import type { Values } from '../value.ts'
import { areAlike, likenessOf } from './alike.ts'

const task: Register = {
  ...meeting,
  id: 'task',
  date: 'heldOn',
  title: '{minutes}',
}
const whole: Values = {
  heldOn: '2026-03-02',
  minutes: '报送年度工作要点',
  chair: 'p1',
  due: 3,
  open: true,
}

const alike = (
  register: Register,
  one: Values,
  other: Values,
  { isDayGiven } = { isDayGiven: true },
) =>
  areAlike(
    register,
    likenessOf(register, { values: one, isDayGiven }),
    likenessOf(register, { values: other, isDayGiven: true }),
  )

test.each([
  ['the same name, another result', { due: 9 }, true],
  ['the same name two months later', { heldOn: '2026-05-02', due: 9 }, true],
  ['the same name a year later', { heldOn: '2027-03-02', due: 9 }, false],
  ['a name that was reworded', { minutes: '报送年度的工作要点' }, true],
  ['another name', { minutes: '组织消防演练' }, false],
  ['the same name, spread by spaces', { minutes: '报送 年度　工作要点', due: 9 }, true],
])('a thing with a name: %s', (_, change, expected) => {
  expect(alike(task, { ...whole, ...change }, whole)).toBe(expected)
})

test('a day that the sheet does not say keeps nothing apart', () => {
  expect(
    alike(task, { ...whole, heldOn: '2026-11-28', due: 9 }, whole, { isDayGiven: false }),
  ).toBe(true)
})

test.each([
  ['the same kind on the same day', { due: 9 }, true],
  ['the same kind a month later', { heldOn: '2026-04-02' }, false],
  ['all the same, moved by a few days', { heldOn: '2026-03-05' }, true],
  ['another kind on that day', { kind: 'party-group', due: 9 }, false],
])('a thing with a day: %s', (_, change, expected) => {
  const held = { ...whole, kind: 'secretary-meeting' }
  expect(alike(meeting, { ...held, ...change }, held)).toBe(expected)
})
