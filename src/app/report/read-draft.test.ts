import { expect, it } from 'vitest'
import type { ReportStep } from '../../ledger/core/report-record.ts'
import type { Session } from '../ports/store-ports.ts'
import { actsOf } from './read-draft.ts'

/** What somebody with these roles, who wrote nothing, may do at a step. */
function acts(
  roles: readonly string[],
  step: ReportStep | null,
  { reviewHolds = false, isCorrected = false } = {},
) {
  const session = { actor: { id: 'p1', person: 'p1', roles } } as unknown as Session
  const record = step === null ? null : { step }
  const found = { draft: { writers: ['p2'] }, record } as never
  return actsOf(session, { found, reviewHolds, isCorrected })
}

it.each([
  [['clerk'], null, ['edit', 'comment', 'handIn', 'accept']],
  [['reviewer'], null, ['comment', 'review', 'accept']],
  [['first-responsible'], 'reviewed', ['edit', 'comment', 'handIn', 'override', 'accept']],
  [['clerk'], 'signed', ['freeze']],
  [['clerk'], 'frozen', ['send', 'correct']],
  [['clerk'], 'sent', ['answer', 'correct']],
  [['clerk'], 'returned', ['correct']],
  [['reviewer'], 'frozen', []],
  [['auditor', 'clerk'], null, []],
] as const)('%j at %s may %j', (roles, step, expected) => {
  expect(acts(roles, step)).toEqual(expected)
})

it('only a review that holds opens the signature, and closes another review', () => {
  expect(acts(['first-responsible'], 'reviewed', { reviewHolds: true })).toContain('sign')
  expect(acts(['reviewer'], 'reviewed', { reviewHolds: true })).toEqual(['comment', 'accept'])
})
