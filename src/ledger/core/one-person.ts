import type { LedgerRecord } from '../record/record.ts'
import type { Values } from '../value.ts'
import { core, coreValues } from './core-registers.ts'

/** A person of the roster that goes on as another, said by a record of the register `merge`. */
export interface Merge {
  readonly person: string
  readonly into: string
  /** The first day; the year that it lies in counts the two as one, and those after it. */
  readonly from: string
}

/**
 * Who is who. The one place that says what a merge does: a person stands in every record under the
 * id that the entry goes on as, and once where both stood. Nothing in the log is changed by it.
 */
export interface OnePerson {
  /** The id under which a person goes on; of everybody else the id itself. */
  is(id: string): string
  /** Every id that goes on as the same person, that one first. */
  allOf(id: string): readonly string[]
  /** Ids that go on as another. */
  readonly merged: ReadonlySet<string>
}

/** What a record of the register says; null where something of it is gone. */
export function mergeOf({ values }: Pick<LedgerRecord, 'values'>): Merge | null {
  const { person, into, from } = coreValues(core.merge, values)
  if (typeof person !== 'string' || typeof into !== 'string' || typeof from !== 'string')
    return null
  return { person, into, from }
}

/** The merges that a year goes by: those of later years leave it as it was. */
export function mergesOfYear(merges: readonly Merge[], year: number): readonly Merge[] {
  return merges.filter(({ from }) => from <= `${year}-12-31`)
}

/** Follows merges of merges. A ring, which no honest log has, leads nowhere and merges nobody. */
export function onePersonOf(merges: readonly Merge[]): OnePerson {
  const next = new Map(merges.map(({ person, into }) => [person, into]))
  const ends = new Map<string, string>()
  for (const person of next.keys()) {
    const seen = new Set<string>()
    let at = person
    for (let to = next.get(at); to !== undefined && !seen.has(at); to = next.get(at)) {
      seen.add(at)
      at = to
    }
    if (!seen.has(at)) ends.set(person, at)
  }
  return {
    is: (id) => ends.get(id) ?? id,
    allOf: (id) => {
      const end = ends.get(id) ?? id
      return [end, ...[...ends].filter(([, to]) => to === end).map(([from]) => from)]
    },
    merged: new Set(ends.keys()),
  }
}

/**
 * The record as it reads when people who are one are one. Ids of people are random, so that a text
 * that is one of them can mean nothing else, whatever a pack of whatever time calls the field.
 */
export function asOnePerson<Record extends Pick<LedgerRecord, 'register' | 'values'>>(
  record: Record,
  who: OnePerson,
): Record {
  // What says who goes on as whom must go on saying both.
  if (who.merged.size === 0 || record.register === core.merge.id) return record
  const values = valuesAsOne(record.values, who)
  return values === record.values ? record : { ...record, values }
}

/** The values of a record in the same way; the same ones where nothing in them is replaced. */
export function valuesAsOne(values: Values, who: Pick<OnePerson, 'is'>): Values {
  return inside(values, who) as Values
}

/** The same JSON where nothing in it is replaced. */
function inside(json: unknown, who: Pick<OnePerson, 'is'>): unknown {
  if (typeof json === 'string') return who.is(json)
  if (Array.isArray(json)) return insideList(json, who)
  if (typeof json !== 'object' || json === null) return json
  const parts = Object.entries(json).map(([key, part]) => [key, part, inside(part, who)] as const)
  if (parts.every(([, before, after]) => before === after)) return json
  return Object.fromEntries(parts.map(([key, , after]) => [key, after]))
}

/**
 * Whether some list of a record would name one person twice: then a merge would change how many
 * stand there, which a report proves to strangers without showing who they are.
 */
export function namesTwice(values: Values, who: Pick<OnePerson, 'is'>): boolean {
  return Object.values(values).some((value) => isTwice(value, who))
}

function isTwice(json: unknown, who: Pick<OnePerson, 'is'>): boolean {
  if (typeof json !== 'object' || json === null) return false
  const parts: readonly unknown[] = Array.isArray(json) ? json : Object.values(json)
  if (!Array.isArray(json) || parts.some((one) => typeof one !== 'string')) {
    return parts.some((one) => isTwice(one, who))
  }
  const ids = parts.filter((one) => typeof one === 'string')
  return new Set(ids.map((id) => who.is(id))).size < new Set(ids).size
}

function insideList(list: readonly unknown[], who: Pick<OnePerson, 'is'>): readonly unknown[] {
  const all = list.map((one) => inside(one, who))
  if (all.every((one, at) => one === list[at])) return list
  // Whoever stood there twice stands there once; rows stay as many as they were.
  return all.filter((one, at) => typeof one !== 'string' || all.indexOf(one) === at)
}
