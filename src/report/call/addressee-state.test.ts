import { expect, test } from 'vitest'
import { addresseeState, answeredOf, callStanding } from './addressee-state.ts'

const day = { due: '2026-03-10', today: '2026-03-11' }
const body = (answer: string | null, takenOn: string | null = '2026-03-01') =>
  addresseeState({ takenOn, answer: answer === null ? null : { step: answer } }, day)

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
