import type { Json } from '../../log/canonical-json.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import { core } from '../core/core-registers.ts'
import { plainPersonName } from '../core/person-name.ts'
import { diffDays } from '../day/day.ts'
import type { Register } from '../register/register.ts'
import { titleFields } from '../register/title.ts'
import type { Value, Values } from '../value.ts'

/** Days between two things of one name that may still be the same thing. */
const nearDaysMax = 92
/** Days by which a thing may have been moved, the rest of it being the same. */
const movedDaysMax = 20
/** Values that two records must share before one that differs counts as a mere change of it. */
const sharedValuesMin = 3
/** The part of pairs of characters that two titles share when one is the other, changed. */
const titleLikenessMin = 0.5

/** A record or a row of a sheet, ready to be compared. */
export interface Likeness {
  /** Only what shares one of these can be alike. */
  readonly keys: readonly string[]
  /** The one of them that says what it is called, with its day where that tells it apart. */
  readonly name: string
  readonly day: string
  /** The day was said and is not merely that of the import. */
  readonly isDayGiven: boolean
  /** Pairs of characters of the title. */
  readonly pairs: ReadonlySet<string>
  readonly titleKey: string
  /** All values but those of the title, and all but the day, as one text each. */
  readonly butTitle: { readonly text: string; readonly count: number }
  readonly butDay: { readonly text: string; readonly count: number }
}

/**
 * Tells whether two records of a register are alike enough that somebody must say whether they are
 * two. For every register the same three rules, over what its declaration says:
 * - the same day and the same title (a meeting of the same kind on the same day);
 * - a title that is a name and no day: the same name within three months (a task, a problem, a
 *   rule); of people the name alone;
 * - the same in everything but the title, which was only reworded, or in everything but the day.
 */
export function areAlike(register: Register, one: Likeness, other: Likeness): boolean {
  if (one.titleKey === other.titleKey && isNear(register, one, other)) return true
  if (tellsTitleless(one) && one.butTitle.text === other.butTitle.text) {
    return titleLikeness(one, other) >= titleLikenessMin
  }
  const isMoved = tellsDayless(one) && one.butDay.text === other.butDay.text
  return isMoved && daysBetween(one, other) <= movedDaysMax
}

/** What `areAlike` compares. */
export function likenessOf(
  register: Register,
  { values, isDayGiven }: { values: Values; isDayGiven: boolean },
): Likeness {
  const ids = titleIds(register)
  const title = ids.map((id) => plain(values[id] ?? null))
  const titleKey = canonicalJson(title)
  const day = String(values[register.date] ?? '')
  const [butTitle, butDay] = [without(values, ids), without(values, [register.date])]
  const name = isByDay(register) ? `title ${day} ${titleKey}` : `title ${titleKey}`
  const keys = [
    name,
    ...(tellsTitleless({ butTitle }) ? [`but title ${butTitle.text}`] : []),
    ...(tellsDayless({ butDay }) ? [`but day ${butDay.text}`] : []),
  ]
  return { keys, name, day, isDayGiven, pairs: pairsOf(title), titleKey, butTitle, butDay }
}

/** Whether the rest of it says enough to know it by when its title was reworded. */
function tellsTitleless({ butTitle }: Pick<Likeness, 'butTitle'>): boolean {
  return butTitle.count >= sharedValuesMin
}

/** The same where its day was moved. */
function tellsDayless({ butDay }: Pick<Likeness, 'butDay'>): boolean {
  return butDay.count > sharedValuesMin
}

function titleIds({ title, date, fields }: Register): readonly string[] {
  const named = titleFields(title)
  return fields.flatMap(({ id }) => (named.includes(id) && id !== date ? [id] : []))
}

/** Whether its records are told apart by their day: the title names it, or nothing else. */
function isByDay(register: Register): boolean {
  return titleFields(register.title).includes(register.date) || titleIds(register).length === 0
}

function isNear(register: Register, one: Likeness, other: Likeness): boolean {
  if (register.id === core.person.id || one.day === other.day) return true
  if (isByDay(register)) return false
  if (!one.isDayGiven || !other.isDayGiven) return true
  return daysBetween(one, other) <= nearDaysMax
}

function daysBetween(one: Likeness, other: Likeness): number {
  return Math.abs(diffDays({ from: one.day, to: other.day }))
}

function without(values: Values, ids: readonly string[]): { text: string; count: number } {
  const kept = Object.entries(values).filter(([id, value]) => !ids.includes(id) && value !== null)
  const text = canonicalJson(Object.fromEntries(kept.map(([id, value]) => [id, plain(value)])))
  return { text, count: kept.length }
}

/** Texts without what copying changes: space, width, case. */
function plain(value: Value): Json {
  if (typeof value !== 'string') return value as Json
  return plainPersonName(value).normalize('NFKC').toLowerCase().replace(/\s+/g, '')
}

/** Shared pairs of characters, from 0 to 1 (Dice). */
function titleLikeness({ pairs: one }: Likeness, { pairs: other }: Likeness): number {
  const shared = [...one].filter((pair) => other.has(pair)).length
  return one.size + other.size === 0 ? 0 : (2 * shared) / (one.size + other.size)
}

function pairsOf(title: readonly Json[]): ReadonlySet<string> {
  const marks = [
    ...title.map((one) => (typeof one === 'string' ? one : canonicalJson(one))).join(' '),
  ]
  return new Set(marks.slice(1).map((mark, at) => `${marks[at] ?? ''}${mark}`))
}
