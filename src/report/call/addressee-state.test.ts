import { expect, test } from 'vitest'
import type { SeenOfAddressee } from './addressee-state.ts'
import { addresseeState, answeredOf, callStanding } from './addressee-state.ts'

const day = { due: '2026-03-10', today: '2026-03-11' }
const body = (answer: string | null, takenOn: string | null = '2026-03-01') =>
  seen({ takenOn, answer: answer === null ? null : { step: answer, firstOn: '2026-03-10' } })
const seen = (given: Partial<SeenOfAddressee>) =>
  addresseeState({ isWithoutLog: false, takenOn: null, answer: null, ...given }, day)

test('whoever puts a returned answer right is counted once, and not among the late', () => {
  const bodies = [
    body(null, null),
    body(null),
    body('received'),
    body('accepted'),
    body('returned'),
  ]
  const standing = callStanding(bodies)
  expect(standing).toEqual({
    asked: 5,
    states: { notDelivered: 1, taken: 1, answered: 1, accepted: 1, returned: 1 },
    overdue: 2,
  })
  expect(answeredOf(standing)).toBe(2)
  // Every body is counted just once: answered, returned or late.
  expect(answeredOf(standing) + 1 + standing.overdue).toBe(standing.asked)
})

test('a body without a log takes nothing: until its sheet comes that is what it is counted by', () => {
  const awaited = seen({ isWithoutLog: true })
  const answered = seen({ isWithoutLog: true, answer: { step: 'received', firstOn: '2026-03-11' } })
  expect([awaited, answered]).toEqual([
    { state: 'sheetAwaited', isOverdue: true, isLate: false },
    { state: 'answered', isOverdue: false, isLate: true },
  ])
  expect(callStanding([awaited, seen({})]).states).toEqual({ sheetAwaited: 1, notDelivered: 1 })
})
