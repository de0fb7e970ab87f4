import type { Choice } from '../../ledger/choice.ts'
import { core, coreOfficeKind, coreValues } from '../../ledger/core/core-registers.ts'
import { plainPersonName } from '../../ledger/core/person-name.ts'
import { partOf } from '../../ledger/sheet/roster-shape.ts'
import type { Values } from '../../ledger/value.ts'
import { placeOf } from '../roster/names-apart.ts'
import type { OfficeRow, PersonRow, Roster } from '../roster/roster.ts'

/** Who a row of a roster is: somebody new, somebody of the list, or the same as another row. */
export type WhoIsRow = 'new' | { readonly person: string } | { readonly row: number }

/** What an office of a sheet is: one that is here, or a new one of a kind. */
export type WhichOffice = { readonly office: string } | { readonly kind: string }

/** What a person decided about a sheet of people. */
export interface RosterChoices {
  /** By the number of the row. */
  readonly people: ReadonlyMap<number, WhoIsRow>
  /** By the name as the sheet writes it. */
  readonly offices: ReadonlyMap<string, WhichOffice>
  /** The day from which posts, people and offices count where the sheet says none. */
  readonly day: string
}

/** Somebody that a row may be, with what tells namesakes apart. */
export interface MayBe {
  readonly who: { readonly person: string } | { readonly row: number }
  readonly name: string
  readonly place: string
}

/** A row as it would be entered. */
export interface PlannedPerson {
  readonly row: number
  readonly name: string
  readonly office: string | null
  readonly title: string | null
  /** Null: it is asked who it is, among `may`, or somebody new. */
  readonly who: WhoIsRow | null
  readonly may: readonly MayBe[]
  /** `known`: that post is here; `none`: the row says no office or no title. */
  readonly post: 'new' | 'known' | 'none'
  readonly values: {
    readonly person: Values
    readonly post: Values
  }
}

/** An office that the sheet names, once for all its rows. */
export interface PlannedOffice {
  readonly name: string
  /** One that is here; null: a new one. */
  readonly office: string | null
  readonly kind: string
  readonly since: string
  readonly rows: number
}

/** What a sheet of people comes to. */
export interface RosterPlan {
  readonly people: readonly PlannedPerson[]
  readonly offices: readonly PlannedOffice[]
}

/** A row that was read. */
export interface RosterRow {
  readonly row: number
  readonly values: Values
}

/**
 * Works out what a sheet of people adds to the roster. Somebody of the same name in the same office
 * is here already; a namesake elsewhere is asked about; nobody is doubled. Pure.
 */
export function planRoster(
  rows: readonly RosterRow[],
  given: {
    readonly roster: Roster
    readonly kinds: readonly Choice[]
    readonly choices: RosterChoices
  },
): RosterPlan {
  const offices = planOffices(rows, given)
  const planned: PlannedPerson[] = []
  for (const row of rows) planned.push(planPerson(row, { ...given, offices, earlier: planned }))
  return { people: planned, offices: [...offices.values()] }
}

/** A name of an office as it is compared: 办 公 室 is 办公室. */
function plainOffice(name: string): string {
  return name.normalize('NFKC').replace(/\s+/g, '')
}

type Given = Parameters<typeof planRoster>[1]

function planOffices(rows: readonly RosterRow[], given: Given): Map<string, PlannedOffice> {
  const { roster, kinds, choices } = given
  const found = new Map<string, PlannedOffice>()
  for (const { values } of rows) {
    const { name, kind, since } = coreValues(core.office, partOf(values, core.office.id))
    if (typeof name !== 'string') continue
    const key = plainOffice(name)
    const before = found.get(key)
    const begun = typeof since === 'string' ? since : (dayOf(values, 'from') ?? choices.day)
    if (before) {
      const earlier = begun < before.since ? begun : before.since
      found.set(key, { ...before, since: earlier, rows: before.rows + 1 })
      continue
    }
    const chosen = choices.offices.get(key)
    const here = [...roster.offices.values()].find((one) => isOffice(one, key))
    const isNew = chosen !== undefined && 'kind' in chosen
    const office = chosen && 'office' in chosen ? chosen.office : isNew ? null : (here?.id ?? null)
    const said = typeof kind === 'string' ? kind : kindOf(key, kinds)
    found.set(key, {
      name: key,
      office,
      kind: isNew ? chosen.kind : said,
      since: begun,
      rows: 1,
    })
  }
  return found
}

function isOffice({ name, until }: OfficeRow, key: string): boolean {
  return until === null && plainOffice(name) === key
}

/** The kind whose name, or another word for it, stands in the name of the office. */
function kindOf(name: string, kinds: readonly Choice[]): string {
  const named = kinds
    .flatMap(({ id, label, also = [] }) => [label.zh, ...also].map((word) => ({ id, word })))
    .filter(({ word }) => name.includes(word))
    .sort((one, other) => other.word.length - one.word.length)
  return named[0]?.id ?? coreOfficeKind
}

function planPerson(
  { row, values }: RosterRow,
  given: Given & {
    readonly offices: ReadonlyMap<string, PlannedOffice>
    readonly earlier: readonly PlannedPerson[]
  },
): PlannedPerson {
  const { roster, choices, offices, earlier } = given
  const person = coreValues(core.person, partOf(values, core.person.id))
  const office = coreValues(core.office, partOf(values, core.office.id))
  const post = coreValues(core.post, partOf(values, core.post.id))
  const name = plainPersonName(String(person.name ?? ''))
  const inOffice = typeof office.name === 'string' ? plainOffice(office.name) : null
  const title = typeof post.title === 'string' ? post.title : null
  const placed = { row, name, office: inOffice, title }
  const may = mayBe(placed, { roster, earlier })
  const known = inOffice === null ? null : (offices.get(inOffice)?.office ?? null)
  const chosen = choices.people.get(row)
  const isChosen = chosen !== undefined && isThere(chosen, { roster, earlier })
  const who = isChosen ? chosen : recognised(placed, { roster, earlier, known, may })
  const to = typeof post.to === 'string' ? post.to : null
  const since = typeof person.since === 'string' ? person.since : null
  const from = typeof post.from === 'string' ? post.from : (since ?? dayBefore(to, choices.day))
  return {
    ...placed,
    who,
    may: who === null || isChosen ? may : [],
    post: postOf({ ...placed, who }, { roster, earlier, known }),
    values: {
      person: { name, since: since ?? from },
      post: { ...partOf(values, core.post.id), from },
    },
  }
}

/** Whether somebody who was chosen is still to be had. */
function isThere(who: WhoIsRow, { roster, earlier }: Others): boolean {
  if (who === 'new') return true
  if ('person' in who) return roster.people.has(who.person)
  return earlier.some((one) => one.row === who.row && one.who === 'new')
}

/** Somebody who has left before the day was there at the latest until then. */
function dayBefore(to: string | null, day: string): string {
  return to !== null && to < day ? to : day
}

interface Placed {
  readonly row: number
  readonly name: string
  readonly office: string | null
  readonly title: string | null
}

interface Others {
  readonly roster: Roster
  readonly earlier: readonly PlannedPerson[]
}

/** Namesakes here and in the rows above, each with office and post. */
function mayBe({ name }: Placed, { roster, earlier }: Others): readonly MayBe[] {
  const here = namesakes(roster, name).map((one) => ({
    who: { person: one.id },
    name: one.name,
    place: placeOf(roster, one),
  }))
  const above = earlier
    .filter((one) => one.name === name && one.who === 'new')
    .map((one) => ({
      who: { row: one.row },
      name,
      place: [one.office, one.title].filter((part) => part !== null).join(' · '),
    }))
  return [...here, ...above]
}

function namesakes(roster: Roster, name: string): readonly PersonRow[] {
  return [...roster.people.values()].filter((one) => one.name === name)
}

/** Who it is without asking: the only one of that name in that office, or nobody of that name. */
function recognised(
  { name, office }: Placed,
  given: Others & { readonly known: string | null; readonly may: readonly MayBe[] },
): WhoIsRow | null {
  const { roster, earlier, known, may } = given
  const inOffice = namesakes(roster, name).filter(
    (one) =>
      known !== null &&
      roster.posts.some((post) => post.person === one.id && post.office === known),
  )
  const [only] = inOffice
  if (only !== undefined && inOffice.length === 1) return { person: only.id }
  if (inOffice.length > 1) return null
  const above = earlier.filter(
    (one) => one.name === name && one.office === office && office !== null,
  )
  const [first] = above
  if (first !== undefined) return first.who === 'new' ? { row: first.row } : first.who
  const isOpen = earlier.some((one) => one.name === name && one.who === null)
  return may.length === 0 && !isOpen ? 'new' : null
}

function postOf(
  one: Placed & { readonly who: WhoIsRow | null },
  { roster, earlier, known }: Others & { readonly known: string | null },
): PlannedPerson['post'] {
  const { office, title, who } = one
  if (office === null || title === null) return 'none'
  const inSheet = earlier.some(
    (other) => other.office === office && other.title === title && isSame(other, who),
  )
  const isHere =
    who !== null &&
    typeof who === 'object' &&
    'person' in who &&
    roster.posts.some(
      (post) => post.person === who.person && post.office === known && post.title === title,
    )
  return inSheet || isHere ? 'known' : 'new'
}

function isSame(earlier: PlannedPerson, who: WhoIsRow | null): boolean {
  if (who === null || who === 'new') return false
  if ('row' in who) {
    const isIt = earlier.row === who.row
    return isIt || (isAt(earlier.who, 'row') && earlier.who.row === who.row)
  }
  return isAt(earlier.who, 'person') && earlier.who.person === who.person
}

function isAt<Key extends 'row' | 'person'>(
  who: WhoIsRow | null,
  key: Key,
): who is Extract<WhoIsRow, Readonly<Record<Key, unknown>>> {
  return typeof who === 'object' && who !== null && key in who
}

function dayOf(values: Values, field: 'from'): string | null {
  const day = coreValues(core.post, partOf(values, core.post.id))[field]
  return typeof day === 'string' ? day : null
}
