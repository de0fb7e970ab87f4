import { compareDays } from '../ledger/day.ts'
import type { Names } from '../ledger/names.ts'
import { plainPersonName } from '../ledger/person-name.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { Value } from '../ledger/value.ts'
import { namesApart } from './names-apart.ts'

/** Registers that say who belongs to the organisation; every pack has them. */
export const rosterRegisters = ['person', 'office', 'post', 'membership'] as const

export interface PersonRow {
  readonly id: string
  /** In its plain form, however the record writes it. */
  readonly name: string
  readonly since: string
}

export interface OfficeRow {
  readonly id: string
  readonly name: string
  readonly kind: string
  readonly parent: string | null
  readonly since: string
  readonly until: string | null
}

export interface PostRow {
  readonly person: string
  readonly office: string
  readonly title: string
  readonly role: string | null
  readonly from: string
  readonly to: string | null
}

export interface MembershipRow {
  readonly record: string
  readonly person: string
  readonly roles: readonly string[]
  readonly from: string
  readonly to: string | null
}

/** Everybody and every office of an organisation, with the dates of each. */
export interface Roster {
  readonly people: ReadonlyMap<string, PersonRow>
  readonly offices: ReadonlyMap<string, OfficeRow>
  readonly posts: readonly PostRow[]
  readonly memberships: readonly MembershipRow[]
}

/** Builds the roster from the live records of its registers. */
export function rosterOf(records: readonly LedgerRecord[]): Roster {
  const of = (register: string) => records.filter((one) => one.register === register)
  return {
    people: new Map(
      of('person').map(({ id, values }) => [
        id,
        { id, name: plainPersonName(text(values['name'])), since: text(values['since']) },
      ]),
    ),
    offices: new Map(of('office').map((one) => [one.id, officeRow(one)])),
    posts: of('post').map(({ values }) => ({
      person: text(values['person']),
      office: text(values['office']),
      title: text(values['title']),
      role: textOrNull(values['role']),
      from: text(values['from']),
      to: textOrNull(values['to']),
    })),
    memberships: of('membership').map(({ id, values }) => ({
      record: id,
      person: text(values['person']),
      roles: Array.isArray(values['roles']) ? (values['roles'] as readonly string[]) : [],
      from: text(values['from']),
      to: textOrNull(values['to']),
    })),
  }
}

function officeRow({ id, values }: LedgerRecord): OfficeRow {
  return {
    id,
    name: text(values['name']),
    kind: text(values['kind']),
    parent: textOrNull(values['parent']),
    since: text(values['since']),
    until: textOrNull(values['until']),
  }
}

/** The post a person holds on a day; of several, the one begun last. */
export function postOn(roster: Roster, { person, day }: { person: string; day: string }) {
  return roster.posts
    .filter((one) => one.person === person && holdsOn(one, day))
    .reduce<PostRow | null>((best, one) => (best && best.from > one.from ? best : one), null)
}

/** Ids of everybody who is in a role on a day, by membership or by post. */
export function peopleInRole(roster: Roster, { role, day }: { role: string; day: string }) {
  const ids = new Set<string>()
  for (const one of roster.memberships) {
    if (one.roles.includes(role) && holdsOn(one, day)) ids.add(one.person)
  }
  for (const one of roster.posts) if (one.role === role && holdsOn(one, day)) ids.add(one.person)
  return [...ids].sort()
}

/** Whether a dated thing holds on a day; its last day still counts. */
export function holdsOn(
  { from, to }: { readonly from: string; readonly to: string | null },
  day: string,
): boolean {
  return compareDays(from, day) <= 0 && (to === null || compareDays(day, to) <= 0)
}

/** Whether somebody had posts and the last of them is over. */
export function isFormer(
  roster: Roster,
  { person, day }: { person: string; day: string },
): boolean {
  const posts = roster.posts.filter((one) => one.person === person)
  return posts.length > 0 && posts.every((one) => one.to !== null && one.to < day)
}

/**
 * Names behind ids, told apart where two people bear one; `records` are the titles of those that a
 * record points to.
 */
export function namesOf(roster: Roster, records: ReadonlyMap<string, string> = new Map()): Names {
  const { shown, bearers } = namesApart(roster)
  return {
    person: (id) => shown.get(id) ?? null,
    office: (id) => roster.offices.get(id)?.name ?? null,
    record: (id) => records.get(id) ?? null,
    peopleCalled: (name) => bearers.get(name) ?? bearers.get(plainPersonName(name)) ?? [],
    officesCalled: (name) => idsNamed(roster.offices.values(), name),
  }
}

function idsNamed(rows: Iterable<{ readonly id: string; readonly name: string }>, name: string) {
  return [...rows].filter((one) => one.name === name).map((one) => one.id)
}

function text(value: Value | undefined): string {
  return typeof value === 'string' ? value : ''
}

function textOrNull(value: Value | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
