import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { OnePerson } from '../../ledger/core/one-person.ts'
import { asOnePerson, mergeOf, mergesOfYear, onePersonOf } from '../../ledger/core/one-person.ts'
import { plainPersonName } from '../../ledger/core/person-name.ts'
import { holdsOn } from '../../ledger/day/holds-on.ts'
import type { Names } from '../../ledger/names.ts'
import { textOf, textOrEmpty } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { namesApart } from './names-apart.ts'

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
  /** Whoever stands for themselves. */
  readonly people: ReadonlyMap<string, PersonRow>
  /** Those who go on as another; only what was written before still names them. */
  readonly merged: ReadonlyMap<string, PersonRow>
  readonly who: OnePerson
  readonly offices: ReadonlyMap<string, OfficeRow>
  readonly posts: readonly PostRow[]
  readonly memberships: readonly MembershipRow[]
}

/**
 * Builds the roster from the live records of its registers as they were written. With a year,
 * people are one as far as that year goes by it.
 */
export function rosterOf(records: readonly LedgerRecord[], year?: number): Roster {
  const of = ({ id }: { readonly id: string }) => records.filter((one) => one.register === id)
  const merges = of(core.merge).flatMap((one) => mergeOf(one) ?? [])
  const who = onePersonOf(year === undefined ? merges : mergesOfYear(merges, year))
  const rows = of(core.person).map(personRow)
  const asOne = (one: LedgerRecord) => asOnePerson(one, who)
  return {
    people: new Map(rows.filter(({ id }) => !who.merged.has(id)).map((one) => [one.id, one])),
    merged: new Map(rows.filter(({ id }) => who.merged.has(id)).map((one) => [one.id, one])),
    who,
    offices: new Map(of(core.office).map((one) => [one.id, officeRow(one)])),
    posts: of(core.post).map(asOne).map(postRow),
    memberships: of(core.membership).map(asOne).map(membershipRow),
  }
}

function personRow({ id, values }: LedgerRecord): PersonRow {
  const { name, since } = coreValues(core.person, values)
  return { id, name: plainPersonName(textOrEmpty(name)), since: textOrEmpty(since) }
}

function officeRow({ id, values }: LedgerRecord): OfficeRow {
  const { name, kind, parent, since, until } = coreValues(core.office, values)
  return {
    id,
    name: textOrEmpty(name),
    kind: textOrEmpty(kind),
    parent: textOf(parent),
    since: textOrEmpty(since),
    until: textOf(until),
  }
}

function postRow({ values }: LedgerRecord): PostRow {
  const { person, office, title, role, from, to } = coreValues(core.post, values)
  return {
    person: textOrEmpty(person),
    office: textOrEmpty(office),
    title: textOrEmpty(title),
    role: textOf(role),
    from: textOrEmpty(from),
    to: textOf(to),
  }
}

function membershipRow({ id, values }: LedgerRecord): MembershipRow {
  const { person, roles, from, to } = coreValues(core.membership, values)
  return {
    record: id,
    person: textOrEmpty(person),
    roles: Array.isArray(roles) ? (roles as readonly string[]) : [],
    from: textOrEmpty(from),
    to: textOf(to),
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
    people: () => [...shown.values()],
    offices: () => [...new Set([...roster.offices.values()].map(({ name }) => name))],
    peopleCalled: (name) => bearers.get(name) ?? bearers.get(plainPersonName(name)) ?? [],
    officesCalled: (name) => idsNamed(roster.offices.values(), name),
  }
}

function idsNamed(rows: Iterable<{ readonly id: string; readonly name: string }>, name: string) {
  return [...rows].filter((one) => one.name === name).map((one) => one.id)
}
