import { askedWord } from '../duty/asked-of.ts'
import type { Duty } from '../duty/duty.ts'
import type { DutyStanding, DutyWindow } from '../duty/duty-standing.ts'
import type { Attestation } from '../duty/statements.ts'
import { nobodyNamed } from './capacity.ts'
import type { Matter } from './matter.ts'
import { atOnce } from './matter.ts'

/** A word that is asked of somebody, or one given that records speak against. */
export interface AttestationMatter extends Matter {
  readonly kind: 'attestation'
  readonly duty: string
  readonly period: string
  /** The record of the word that was given; null: it is still to be given. */
  readonly record: string | null
  /** Records that speak against it. */
  readonly against: readonly string[]
  /** Nobody holds the role that is to give it. */
  readonly isVacant: boolean
}

/** Whoever answers for the year as a whole. */
const answersForTheYear = 'first-responsible'

/**
 * The words that a duty still asks for, one a window, and those that must be looked at again. A
 * word is asked of the role that the duty names; where nobody holds it, of whoever answers for the
 * year, since nobody else would see it. A contradicted one is for those who gave it.
 */
export function attestationMatters(
  duty: Duty,
  { windows }: DutyStanding,
  about: {
    readonly isVacant: (role: string) => boolean
    readonly given: (period: string) => Attestation | null
  },
): readonly AttestationMatter[] {
  const word = askedWord(duty.require)
  if (word === null) return []
  const { by } = word
  const isVacant = about.isVacant(by)
  return windows.flatMap((window): readonly AttestationMatter[] => {
    const { period, state, to } = window
    const same = {
      kind: 'attestation' as const,
      key: `attest ${duty.id} ${period}`,
      duty: duty.id,
      period,
      named: nobodyNamed,
      due: to,
      asks: atOnce,
      isOpen: true,
    }
    if (state === 'awaitingAttestation') {
      const turn = { people: [], roles: isVacant ? [by, answersForTheYear] : [by] }
      return [{ ...same, record: null, against: [], isVacant, isLate: true, turn }]
    }
    const against = contradicting(window)
    const given = against.length === 0 ? null : about.given(period)
    if (given === null) return []
    const people = [given.person, given.standingInFor].filter((one) => one !== null)
    const turn = { people, roles: [] }
    return [{ ...same, record: given.record, against, isVacant: false, isLate: false, turn }]
  })
}

/** Records that speak against the word about a window; empty: none does. */
export function contradicting({ state, records }: DutyWindow): readonly string[] {
  return state === 'notDone' ? records : []
}
