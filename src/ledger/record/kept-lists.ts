import { valueAt } from '../read-value.ts'
import type { DateSpan } from '../value.ts'
import type { LedgerRecord } from './record.ts'
import { byDateThenId } from './record.ts'

// Figures and duties ask the same lists of records again and again: what of a register satisfies
// this predicate, what a year says of that person. Each answer is a list derived from another one,
// record by record, and goes on with it: one new record among many thousands costs one look at that
// record. Nothing is kept that could not be derived anew from the list itself.

/** How a record stands in a derived list: as it is, as something else, or not at all. */
export type Derive = (record: LedgerRecord) => LedgerRecord | null

interface Derived {
  readonly derive: Derive
  readonly list: readonly LedgerRecord[]
}

/** A list divided by what its records say in a field; a record stands in each group it names. */
type Groups = Map<string, readonly LedgerRecord[]>

// What was derived from a list lives as long as somebody holds that list.
const derivedFrom = new WeakMap<readonly LedgerRecord[], Map<unknown, Derived>>()
const groupedBy = new WeakMap<readonly LedgerRecord[], Map<string, Groups | null>>()
const idsIn = new WeakMap<readonly LedgerRecord[], readonly string[]>()
const recordsOfIds = new WeakMap<readonly string[], readonly LedgerRecord[]>()
const newestIn = new WeakMap<readonly LedgerRecord[], Map<string, readonly LedgerRecord[]>>()

/** Of each record of a register the newest version, by event date and then id. */
export function newestOf(
  register: string,
  records: readonly LedgerRecord[],
): readonly LedgerRecord[] {
  const known = newestIn.get(records) ?? new Map<string, readonly LedgerRecord[]>()
  newestIn.set(records, known)
  const found = known.get(register) ?? sortedNewest(register, records)
  known.set(register, found)
  return found
}

/** Notes, on the word of its maker, that a list is in order, of one register, each record once. */
export function takeAsOrdered(register: string, list: readonly LedgerRecord[]): void {
  newestIn.set(list, new Map([[register, list]]))
}

/** Whether a list is known to be of this register alone, in order, each record once. */
export function isOrdered(register: string, list: readonly LedgerRecord[]): boolean {
  return newestIn.get(list)?.get(register) === list
}

function registersOrdered(list: readonly LedgerRecord[]): readonly string[] {
  const known = newestIn.get(list) ?? new Map<string, readonly LedgerRecord[]>()
  return [...known].filter(([, newest]) => newest === list).map(([register]) => register)
}

function sortedNewest(register: string, records: readonly LedgerRecord[]): LedgerRecord[] {
  const newest = new Map<string, LedgerRecord>()
  for (const record of records) {
    if (record.register !== register) continue
    const seen = newest.get(record.id)
    if (seen === undefined || seen.version < record.version) newest.set(record.id, record)
  }
  return [...newest.values()].sort(byDateThenId)
}

/** The ids of the records of a list, in its order: one array for whoever asks. */
export function idsOf(list: readonly LedgerRecord[]): readonly string[] {
  const known = idsIn.get(list)
  if (known !== undefined) return known
  const ids = list.map(({ id }) => id)
  idsIn.set(list, ids)
  recordsOfIds.set(ids, list)
  return ids
}

/** The records of which `idsOf` or `idsOfEach` took these ids; null: they come from elsewhere. */
export function recordsBehind(ids: readonly string[]): readonly LedgerRecord[] | null {
  return recordsOfIds.get(ids) ?? null
}

/** Several such arrays of ids as one, each id once, which leads back to the records as well. */
export function idsOfEach(parts: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = parts.filter((one) => one.length > 0)
  if (others.length === 0) return first
  const records = new Map<string, LedgerRecord | undefined>()
  for (const ids of [first, ...others]) {
    const behind = recordsOfIds.get(ids)
    for (const [at, id] of ids.entries()) records.set(id, behind?.[at])
  }
  const ids = [...records.keys()]
  const all = [...records.values()].filter((record) => record !== undefined)
  if (all.length === ids.length) recordsOfIds.set(ids, all)
  return ids
}

/**
 * The list that `derive` makes of another one, in its order; made once for a list and a key.
 * `derive` looks at nothing but the record, so that `changedList` can go on with what it made.
 */
export function derivedList(
  list: readonly LedgerRecord[],
  key: unknown,
  derive: Derive,
): readonly LedgerRecord[] {
  return derivedFrom.get(list)?.get(key)?.list ?? derivedAnew(list, [[key, derive]])[0] ?? noRecords
}

/** So many records are looked at for everything that is derived before the next ones are. */
const pieceRecords = 256

/**
 * Makes several derived lists of one, as `derivedList` does each: a long list is gone through once,
 * so that what a record says is fetched from memory once, and not again for each of them.
 */
export function deriveTogether(
  list: readonly LedgerRecord[],
  asked: ReadonlyMap<unknown, Derive>,
): void {
  const known = derivedFrom.get(list)
  derivedAnew(
    list,
    [...asked].filter(([key]) => known?.has(key) !== true),
  )
}

function derivedAnew(
  list: readonly LedgerRecord[],
  asked: readonly (readonly [unknown, Derive])[],
): readonly (readonly LedgerRecord[])[] {
  const made = asked.map(([key, derive]) => ({ key, derive, list: [] as LedgerRecord[] }))
  for (let from = 0; from < list.length; from += pieceRecords) {
    const to = Math.min(from + pieceRecords, list.length)
    for (const one of made) {
      for (let at = from; at < to; at += 1) {
        const record = list[at]
        const derived = record === undefined ? null : one.derive(record)
        if (derived !== null) one.list.push(derived)
      }
    }
  }
  const known = derivedFrom.get(list) ?? new Map<unknown, Derived>()
  derivedFrom.set(list, known)
  for (const { key, ...derived } of made) {
    orderedLike(list, derived.list)
    known.set(key, derived)
  }
  return made.map((one) => one.list)
}

const noRecords: readonly LedgerRecord[] = []

/**
 * The records of a list that say this text in a field, alone or among others; all of them where a
 * record says something there that is neither a text nor a list, and may mean the text.
 */
export function groupOf(
  list: readonly LedgerRecord[],
  field: string,
  text: string,
): readonly LedgerRecord[] {
  const known = groupedBy.get(list) ?? new Map<string, Groups | null>()
  groupedBy.set(list, known)
  let groups = known.get(field)
  if (groups === undefined) {
    groups = grouped(list, field)
    known.set(field, groups)
  }
  if (groups === null) return list
  const group = groups.get(text) ?? orderedLike(list, [])
  // An empty group is kept too, so that what is derived from it can go on when a record comes.
  groups.set(text, group)
  return group
}

function grouped(list: readonly LedgerRecord[], field: string): Groups | null {
  const groups = new Map<string, LedgerRecord[]>()
  const put = (text: string, record: LedgerRecord) => {
    const group = groups.get(text)
    if (group === undefined) groups.set(text, orderedLike(list, [record]))
    else group.push(record)
  }
  for (const record of list) {
    const texts = textsIn(record, field)
    if (texts === null) return null
    if (typeof texts === 'string') put(texts, record)
    else for (const text of texts) put(text, record)
  }
  return groups
}

/** A list that is known to be in order where another one is. */
function orderedLike<List extends readonly LedgerRecord[]>(
  list: readonly LedgerRecord[],
  made: List,
): List {
  for (const register of registersOrdered(list)) takeAsOrdered(register, made)
  return made
}

/** The text or the texts that a record has in a field, each once; null: it has something else. */
function textsIn({ values }: LedgerRecord, field: string): string | readonly string[] | null {
  const value = valueAt(values, field)
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return [...new Set(value.filter((one) => typeof one === 'string'))]
  return typeof value === 'object' && value !== null ? null : []
}

/** The change of a list: the records that leave it, as they stand in it, and those that come. */
export interface ListChange {
  readonly gone: readonly LedgerRecord[]
  readonly come: readonly LedgerRecord[]
}

/** Up to so many new records are inserted one by one; of more the whole list is sorted anew. */
const comeMax = 100

/** A list in order after a change, and so everything that was derived from it. */
export function changedList(
  list: readonly LedgerRecord[],
  change: ListChange,
): readonly LedgerRecord[] {
  const { gone, come } = change
  if (gone.length === 0 && come.length === 0) return list
  const changed = [...list]
  for (const record of gone) {
    const place = placeOf(record, changed)
    if (changed[place]?.id === record.id) changed.splice(place, 1)
  }
  if (come.length > comeMax) {
    for (const record of come) changed.push(record)
    changed.sort(byDateThenId)
  } else for (const record of come) changed.splice(placeOf(record, changed), 0, record)
  orderedLike(list, changed)
  const known = derivedFrom.get(list)
  if (known !== undefined) derivedFrom.set(changed, changedEach(known, change))
  const groups = groupedBy.get(list)
  if (groups !== undefined) {
    const next = new Map<string, Groups | null>()
    for (const [field, of] of groups) {
      next.set(field, changedGroups(list, { field, groups: of, change }))
    }
    groupedBy.set(changed, next)
  }
  return changed
}

/** The same groups but for those that the change touches. */
function changedGroups(
  list: readonly LedgerRecord[],
  { field, groups, change }: { field: string; groups: Groups | null; change: ListChange },
): Groups | null {
  if (groups === null) return null
  const { gone, come } = change
  const all = [...gone, ...come].map((record) => textsIn(record, field))
  if (all.includes(null)) return null
  const next = new Map(groups)
  for (const text of new Set(all.flatMap((texts) => texts ?? []))) {
    const isIn = (record: LedgerRecord) => {
      const texts = textsIn(record, field)
      return typeof texts === 'string' ? texts === text : texts?.includes(text) === true
    }
    const group = groups.get(text) ?? orderedLike(list, [])
    next.set(text, changedList(group, { gone: gone.filter(isIn), come: come.filter(isIn) }))
  }
  return next
}

function changedEach(
  known: ReadonlyMap<unknown, Derived>,
  { gone, come }: ListChange,
): Map<unknown, Derived> {
  const next = new Map<unknown, Derived>()
  for (const [key, { derive, list }] of known) {
    const derived = (records: readonly LedgerRecord[]) =>
      records.flatMap((record) => derive(record) ?? [])
    const change = { gone: derived(gone), come: derived(come) }
    next.set(key, { derive, list: changedList(list, change) })
  }
  return next
}

function placeOf(record: LedgerRecord, list: readonly LedgerRecord[]): number {
  return firstThat(list, (other) => byDateThenId(other, record) >= 0)
}

/** How a record stands in a list in order, if it has its day there that it has here. */
export function standingIn(
  list: readonly LedgerRecord[],
  record: LedgerRecord,
): LedgerRecord | null {
  const found = list[placeOf(record, list)]
  return found?.id === record.id ? found : null
}

/** The records of a list in order whose own day lies in a span. */
export function datedIn(
  list: readonly LedgerRecord[],
  { from, to }: DateSpan,
): readonly LedgerRecord[] {
  const first = firstThat(list, ({ occurredOn }) => (occurredOn ?? '') >= from)
  const after = firstThat(list, ({ occurredOn }) => (occurredOn ?? '') > to)
  // What is known of a list is not asked again of a copy that is the same.
  return first === 0 && after === list.length ? list : list.slice(first, after)
}

/** The first place of a list from which on something holds; its length where it holds nowhere. */
function firstThat(list: readonly LedgerRecord[], isSo: (record: LedgerRecord) => boolean): number {
  let [low, high] = [0, list.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const record = list[middle]
    if (record === undefined || isSo(record)) high = middle
    else low = middle + 1
  }
  return low
}
