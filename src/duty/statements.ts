import { core, coreValues } from '../ledger/core/core-registers.ts'
import { parsePeriod, spanOf } from '../ledger/day/period.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import type { Value } from '../ledger/value.ts'
import type { DutyContext } from './duty-context.ts'

/** What a named person said about a duty in a period: not done or not applicable, and why. */
export interface Statement {
  readonly record: string
  readonly state: 'notDone' | 'notApplicable'
  readonly reason: string
}

/** A named person's confirmation that nothing happened in a period. */
export interface Attestation {
  readonly record: string
  readonly person: string
  /** The person in whose place it was given; null: in the giver's own. */
  readonly standingInFor: string | null
  readonly givenOn: string
}

/**
 * The newest statement about a duty whose period covers the window. One that names an office
 * speaks for that office alone; one that names none speaks for all of them.
 */
export function statementFor(
  duty: string,
  period: string,
  { statements, today, office }: Pick<DutyContext, 'statements' | 'today' | 'office'>,
): Statement | null {
  const found = about(duty, period, statements)
    .filter(({ occurredOn }) => occurredOn === null || occurredOn <= today)
    .filter(({ values }) =>
      speaksFor(office?.id ?? null, coreValues(core.statement, values).office ?? null),
    )
    .flatMap((record): readonly Statement[] => {
      const { state, reason } = coreValues(core.statement, record.values)
      if (state !== 'notDone' && state !== 'notApplicable') return []
      return [{ record: record.id, state, reason: typeof reason === 'string' ? reason : '' }]
    })
  return found.at(-1) ?? null
}

/**
 * The newest attestation that covers the window. One given before the window's last day says
 * nothing about the days that were still to come, so it does not count.
 */
export function attestationFor(
  duty: string,
  period: string,
  { attestations, today }: Pick<DutyContext, 'attestations' | 'today'>,
): Attestation | null {
  const { to } = spanOf(period)
  const found = about(duty, period, attestations).flatMap((record): readonly Attestation[] => {
    const said = coreValues(core.attestation, record.values)
    const { person, givenOn, standingInFor = null } = said
    if (typeof givenOn !== 'string' || givenOn < to || givenOn > today) return []
    return [
      {
        record: record.id,
        person: typeof person === 'string' ? person : '',
        standingInFor: typeof standingInFor === 'string' ? standingInFor : null,
        givenOn,
      },
    ]
  })
  return found.at(-1) ?? null
}

function speaksFor(office: string | null, named: Value): boolean {
  return named === null || named === '' || named === office
}

/** Live records about the duty whose period covers the window, oldest first. */
function about(
  duty: string,
  period: string,
  records: readonly LedgerRecord[],
): readonly LedgerRecord[] {
  const window = spanOf(period)
  return records
    .filter(({ state, values }) => {
      const { duty: about, period: given } = coreValues(core.statement, values)
      if (state !== 'live' || about !== duty) return false
      if (typeof given !== 'string' || parsePeriod(given) === null) return false
      const span = spanOf(given)
      return span.from <= window.from && window.to <= span.to
    })
    .sort((one, other) => one.entry - other.entry)
}
