import type { LedgerRecord } from '../ledger/record.ts'
import { nobodyNamed } from './capacity.ts'
import { matterFields } from './matter-fields.ts'
import { nobodysTurn, turnOf } from './matter.ts'
import type { Matter } from './matter.ts'
import { textOf } from './read-value.ts'

const fields = matterFields.planned

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
  readonly on: string
}

/** Which plans were held, by the id of the plan, as the meetings say it. */
export function heldPlans(meetings: readonly LedgerRecord[]): ReadonlyMap<string, HeldAs> {
  return new Map(
    meetings.flatMap(({ id, occurredOn, values }): readonly [string, HeldAs][] => {
      const plan = textOf(values[matterFields.held.planned])
      return plan === null ? [] : [[plan, { record: id, on: occurredOn ?? '' }]]
    }),
  )
}

/** The planned meeting that a record is on a day; it is open until it was held or made void. */
export function meetingMatter(
  { id, values, occurredOn }: LedgerRecord,
  { today, held: plans }: { today: string; held: ReadonlyMap<string, HeldAs> },
): MeetingMatter {
  const on = occurredOn ?? ''
  const held = plans.get(id) ?? null
  const owner = textOf(values[fields.owner])
  const state = held ? 'held' : on < today ? 'passed' : 'planned'
  return {
    kind: 'meeting',
    key: `record ${id}`,
    ...{ record: id, duty: null, period: null, due: on, on, held, state },
    named: { ...nobodyNamed, owner, office: textOf(values[fields.office]) },
    isOpen: held === null,
    isLate: state === 'passed',
    turn: held === null ? turnOf(owner) : nobodysTurn,
    asks: on,
    time: textOf(values[fields.time]),
  }
}
