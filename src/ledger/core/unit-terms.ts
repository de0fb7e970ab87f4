import type { Label } from '../label.ts'
import { textOf, textOrEmpty } from '../read-value.ts'
import type { LedgerRecord } from '../record/record.ts'
import { core, coreValues } from './core-registers.ts'
import type { LaidDuty } from './laid-duties.ts'
import { laidDuties } from './laid-duties.ts'

/** What a unit calls an item of a list; of a report's words, the words themselves. */
export interface UnitName {
  /** A list of the pack, or one of `madeLists`. */
  readonly list: string
  readonly item: string
  /** Null: it is called as the pack calls it; of a report's words, as the template says them. */
  readonly name: Label | null
  /** The function of the pack that it serves, such as that of the deciding meeting. */
  readonly serves: string | null
  readonly unused: boolean
  readonly from: string
}

/** What kind of body a unit is; null where it has not said. */
export interface UnitProfile {
  readonly kind: string | null
  readonly size: string | null
  readonly from: string
}

/** A duty that a unit took up or laid down. */
export interface DutySwitch {
  readonly duty: string
  readonly on: boolean
  readonly reason: string
  readonly from: string
}

/** All that a unit says of itself, as it holds on one day. */
export interface UnitTerms {
  /** Equal for equal terms; empty where nothing is said. */
  readonly key: string
  readonly names: readonly UnitName[]
  /** Null: a unit that was there before it could say what it is; every duty binds it. */
  readonly profile: UnitProfile | null
  readonly switches: readonly DutySwitch[]
  /** The first day of the ledger, before which nothing is owed; null: it has none. */
  readonly start: string | null
  /** What the body above lays upon the unit, beside the duties of the pack. */
  readonly laid: readonly LaidDuty[]
  /** Whether the unit's own job takes calls of the body above. */
  readonly takesCalls: boolean
}

/**
 * Words of a report that a unit writes itself; `docs/report-templates.md` says where they stand.
 */
export const reportWordIds = ['addressee', 'preamble', 'guidance'] as const

export type ReportWordId = (typeof reportWordIds)[number]

/** A unit that has said nothing. */
export const noTerms: UnitTerms = {
  key: '',
  names: [],
  profile: null,
  switches: [],
  start: null,
  laid: [],
  takesCalls: false,
}

/**
 * What holds on a day: of each thing what was said from the latest day not after it, and of two
 * said from one day the later entry; of duty lists all that were taken until then. The first day of
 * the ledger holds for every day, also for those before it: it is about them that it speaks.
 */
export function unitTermsOn(records: readonly LedgerRecord[], day: string): UnitTerms {
  const held = records
    .filter((one) => one.state === 'live' && (isStart(one) || isBy(one, day)))
    .sort(byDayThenEntry)
  const lists = held.filter(({ register }) => register === core.dutyListTaken.id)
  const others = held.filter(({ register }) => register !== core.dutyListTaken.id)
  const latest = new Map(others.map((record) => [subjectOf(record), record]))
  const used = [...latest.values(), ...lists].sort(
    (one, other) => one.firstEntry - other.firstEntry,
  )
  const of = ({ id }: { readonly id: string }) => used.filter((one) => one.register === id)
  return {
    key: used.map(({ id, version }) => `${id}@${version}`).join(' '),
    names: of(core.naming).map(nameOf),
    profile: of(core.profile).map(profileOf).at(-1) ?? null,
    switches: of(core.dutySwitch).map(switchOf),
    start: of(core.ledgerStart).at(-1)?.occurredOn ?? null,
    takesCalls: of(core.callTaking).some(takesCalls),
    // What ended in a year before is nothing of the year of the day.
    laid: laidDuties(lists).filter(({ until }) => (until ?? day) >= `${day.slice(0, 4)}-01-01`),
  }
}

/**
 * What a record speaks of: two with the same subject and day are one record corrected. Of first
 * days of the ledger there is one, whatever the day.
 */
export function subjectOf({ register, values }: Pick<LedgerRecord, 'register' | 'values'>): string {
  switch (register) {
    case core.naming.id: {
      const { list, item } = coreValues(core.naming, values)
      return `${register} ${textOrEmpty(list)} ${textOrEmpty(item)}`
    }
    case core.dutySwitch.id:
      return `${register} ${textOrEmpty(coreValues(core.dutySwitch, values).duty)}`
    default:
      return register
  }
}

function isStart({ register }: LedgerRecord): boolean {
  return register === core.ledgerStart.id
}

function isBy({ occurredOn }: LedgerRecord, day: string): boolean {
  return occurredOn !== null && occurredOn <= day
}

function byDayThenEntry(one: LedgerRecord, other: LedgerRecord): number {
  const [first, second] = [one.occurredOn ?? '', other.occurredOn ?? '']
  return first === second ? one.entry - other.entry : first < second ? -1 : 1
}

function nameOf({ values }: LedgerRecord): UnitName {
  const { list, item, name, nameEn, serves, unused, from } = coreValues(core.naming, values)
  const zh = textOrEmpty(name)
  return {
    list: textOrEmpty(list),
    item: textOrEmpty(item),
    name: zh === '' ? null : { zh, en: textOf(nameEn) ?? zh },
    serves: textOf(serves),
    unused: unused === true,
    from: textOrEmpty(from),
  }
}

function profileOf({ values }: LedgerRecord): UnitProfile {
  const { kind, size, from } = coreValues(core.profile, values)
  return { kind: textOf(kind), size: textOf(size), from: textOrEmpty(from) }
}

function takesCalls({ values }: LedgerRecord): boolean {
  return coreValues(core.callTaking, values).state === 'on'
}

function switchOf({ values }: LedgerRecord): DutySwitch {
  const { duty, state, reason, from } = coreValues(core.dutySwitch, values)
  return {
    duty: textOrEmpty(duty),
    on: state === 'on',
    reason: textOrEmpty(reason),
    from: textOrEmpty(from),
  }
}
