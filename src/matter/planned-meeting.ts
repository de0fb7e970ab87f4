import { textOf, valueAt } from '../ledger/read-value.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import type { Player } from '../ledger/register/roles.ts'
import { nobodyNamed } from './capacity.ts'
import type { Matter } from './matter.ts'
import { nobodysTurn, turnOf } from './matter.ts'

/** A meeting that is to be held, and what became of it. */
export interface MeetingMatter extends Matter {
  readonly kind: 'meeting'
  /** `passed`: its day is over and no record says that it was held. */
  readonly state: 'planned' | 'held' | 'passed'
  readonly on: string
  /** `HH:MM` in the organisation's zone. */
  readonly time: string | null
  readonly held: HeldAs | null
}

/** The record that says that a planned meeting was held. */
export interface HeldAs {
  readonly record: string
  readonly register: string
  readonly on: string
}

/** Which plans were held, by the id of the plan, as meetings of these registers say it. */
export function heldPlans(
  held: readonly Player<'heldMeeting'>[],
  meetingsOf: (register: string) => readonly LedgerRecord[],
): ReadonlyMap<string, HeldAs> {
  return new Map(
    held.flatMap(({ register, fields }) =>
      meetingsOf(register.id).flatMap((meeting): readonly [string, HeldAs][] => {
        const plan = textOf(meeting.values[fields.planned])
        const on = meeting.occurredOn ?? ''
        return plan === null ? [] : [[plan, { record: meeting.id, register: register.id, on }]]
      }),
    ),
  )
}

/** The planned meeting that a record is on a day; it is open until it was held or made void. */
export function meetingMatter(
  { id, values, occurredOn }: LedgerRecord,
  { fields }: Player<'plannedMeeting'>,
  { today, held: plans }: { today: string; held: ReadonlyMap<string, HeldAs> },
): MeetingMatter {
  const on = occurredOn ?? ''
  const held = plans.get(id) ?? null
  const owner = textOf(values[fields.owner])
  const state = held ? 'held' : on < today ? 'passed' : 'planned'
  return {
    kind: 'meeting',
    key: `record ${id}`,
    record: id,
    duty: null,
    period: null,
    due: on,
    on,
    held,
    state,
    named: { ...nobodyNamed, owner, office: textOf(valueAt(values, fields.office)) },
    isOpen: held === null,
    isLate: state === 'passed',
    turn: held === null ? turnOf(owner) : nobodysTurn,
    asks: on,
    time: textOf(valueAt(values, fields.time)),
  }
}
