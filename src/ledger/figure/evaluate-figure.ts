import { core, coreValues } from '../core/core-registers.ts'
import {
  formatPeriod,
  parsePeriod,
  spanOf,
  windowsWithin,
  yearEarlier,
  yearOf,
} from '../day/period.ts'
import type { Names } from '../names.ts'
import { answersAmong } from '../predicate/answers.ts'
import type { EvaluateContext } from '../predicate/evaluate.ts'
import { holds, selfKey } from '../predicate/evaluate.ts'
import type { Predicate } from '../predicate/predicate.ts'
import type { Derive } from '../record/kept-lists.ts'
import {
  datedIn,
  derivedList,
  deriveTogether,
  groupOf,
  idsOf,
  newestOf,
} from '../record/kept-lists.ts'
import type { LedgerRecord } from '../record/record.ts'
import { byDateThenId } from '../record/record.ts'
import { dayCounted } from '../record/year-of.ts'
import { valuesAt } from '../register/field-path.ts'
import type { Register, Registers } from '../register/register.ts'
import type { DateSpan } from '../value.ts'
import { describeFigure } from './describe-figure.ts'
import type { FigureDefinition, FigureGroup, FigureValue, LogPosition } from './figure.ts'
import type { MeasureContext, Measured, Scale } from './measures/measure-kind.ts'
import type { Measure } from './measures/measure-kinds.ts'
import { measureKindOf } from './measures/measure-kinds.ts'
import { isOfOwnFields } from './own-terms.ts'
import type { RegisterRead } from './reads.ts'

/** Where and when a figure is evaluated. */
export interface FigureContext {
  readonly registers: Registers
  /** `2025`, `2025-H1`, `2025-Q3`, `2025-07`. */
  readonly period: string
  /** The organisation's day; what is dated later counts for nothing yet. */
  readonly today: string
  readonly asOf: LogPosition
  /** Records of the year before, for `compare: last-year`; absent: no comparison. */
  readonly lastYearRecords?: readonly LedgerRecord[]
  /** Numbers of earlier years stated by hand, where there was no ledger yet. */
  readonly baselines?: readonly LedgerRecord[]
  /** Names of persons and offices a definition mentions by id. */
  readonly names?: Names
  /** Answers `answeredBy`; computed from the records given unless it comes ready-made. */
  readonly answers?: EvaluateContext['answers']
}

/**
 * Evaluates a figure over the records of its register (others are passed over). Voided records
 * never count, nor what is dated after today; each record counts once, in the year that it is for.
 */
export function evaluateFigure(
  definition: FigureDefinition,
  records: readonly LedgerRecord[],
  context: FigureContext,
): FigureValue {
  const counted = countedRecords(definition, records, context)
  const on = lastDayOf(context)
  const measured = measure(definition.measure, counted, { ...evaluationOf(records, context), on })
  const scale = scaleOf(definition, context.registers)
  const groups = groupsOf(definition, counted, context, evaluationOf(records, context))
  return {
    figure: definition.id,
    ...measured,
    unit: definition.unit,
    period: context.period,
    definition: describeFigure(definition, {
      registers: context.registers,
      ...(context.names === undefined ? {} : { names: context.names }),
    }),
    ...(scale === null ? {} : { scale }),
    ...(groups === null ? {} : { groups }),
    ...(definition.compare === undefined ? {} : lastYearPart(definition, context)),
    asOf: context.asOf,
  }
}

/**
 * What a figure measures over records that are known to count, without its definition in words:
 * for whoever asks of many windows of one year.
 */
export function measureCounted(
  definition: FigureDefinition,
  counted: readonly LedgerRecord[],
  context: Pick<FigureContext, 'today' | 'answers'>,
): Pick<FigureValue, 'value' | 'records'> {
  const on = context.today
  return measure(definition.measure, counted, { ...evaluationOf(counted, context), on })
}

/**
 * The figure's number for each of these people, over the counted records that name the person in
 * the field that the figure is split by, and of those over the ones that its function accepts.
 * Whoever is named in none is absent.
 */
export function measurePeople(
  definition: FigureDefinition,
  counted: readonly LedgerRecord[],
  given: Pick<FigureContext, 'today' | 'answers' | 'period'> & {
    readonly people: ReadonlyMap<string, (record: LedgerRecord) => boolean>
  },
): ReadonlyMap<string, number> {
  const context = { ...evaluationOf(counted, given), on: lastDayOf(given) }
  const values = new Map<string, number>()
  for (const [person, records] of byPerson(counted, definition.by ?? '')) {
    const isTheirs = given.people.get(person)
    if (isTheirs === undefined) continue
    const { value } = measure(definition.measure, records.filter(isTheirs), context)
    values.set(person, bareNumber(value))
  }
  return values
}

/**
 * The records a figure counts in the period, each once, by event date and then id; of what holds
 * on a day those too that began in earlier years.
 */
export function countedRecords(
  { measure: of, where }: FigureDefinition,
  records: readonly LedgerRecord[],
  context: ReadContext,
): readonly LedgerRecord[] {
  const { register } = of
  const { looksBack } = measureKindOf(of)
  const { from, to } = spanOf(context.period)
  const begin = looksBack === undefined ? from : `${yearOf(context.period) - looksBack}-01-01`
  return recordsWithin({ register, where }, records, { ...context, from: begin, to })
}

/** When and among which registers records are read. */
type ReadContext = Pick<FigureContext, 'period' | 'today' | 'answers' | 'registers'>

/**
 * The live records that a definition reads in the period, by today, in the same order; where it
 * says what they must be, those of them that are.
 */
export function recordsRead(
  { register, where, must }: Pick<RegisterRead, 'register' | 'where'> & { must?: Predicate },
  records: readonly LedgerRecord[],
  context: ReadContext,
): readonly LedgerRecord[] {
  const { from, to } = spanOf(context.period)
  return recordsWithin({ register, where, must }, records, { ...context, from, to })
}

interface Within {
  readonly register: string
  readonly where: Predicate | undefined
  readonly must?: Predicate | undefined
}

/** Records that count in a span (`dayCounted`) and whose own day is not after today. */
function recordsWithin(
  { register, where, must }: Within,
  records: readonly LedgerRecord[],
  context: ReadContext & DateSpan,
): readonly LedgerRecord[] {
  const { from, to, today, registers } = context
  const declared = registers.registers.get(register)
  const evaluation = () => evaluationOf(records, context)
  // What a day leaves of a list is a copy, of which nothing is known: predicates are asked before.
  const meant = satisfying(where, liveOf(register, records), evaluation)
  const found = satisfying(must, meant, evaluation)
  return datedIn(inSpan(found, { from, to }, declared), { from: firstDay, to: today })
}

// Earlier than every day, later than the empty text that stands for none: what has no day is out.
const firstDay = '0'

/** The live records of a register, each in its newest version, by event date and then id. */
export function liveOf(
  register: string,
  records: readonly LedgerRecord[],
): readonly LedgerRecord[] {
  return derivedList(newestOf(register, records), 'live', (record) =>
    record.state === 'live' ? record : null,
  )
}

/** Of records in order, those whose counted day lies in a span. */
export function inSpan(
  list: readonly LedgerRecord[],
  { from, to }: DateSpan,
  declared: Pick<Register, 'yearOf'> | undefined,
): readonly LedgerRecord[] {
  // Most records count as of their own day, by which the list is in order; few as of another.
  if (declared?.yearOf === undefined) return datedIn(list, { from, to })
  const { field } = declared.yearOf
  const isOwn = (record: LedgerRecord) => dayCounted(declared, record) === record.occurredOn
  const own = derivedList(list, `own day by ${field}`, (record) => (isOwn(record) ? record : null))
  const found = datedIn(own, { from, to })
  if (own.length === list.length) return found
  const others = derivedList(list, `other day by ${field}`, (record) =>
    isOwn(record) ? null : record,
  )
  const more = others.filter((record) => within(dayCounted(declared, record), { from, to }))
  return more.length === 0 ? found : [...found, ...more].sort(byDateThenId)
}

/** The records of a list that satisfy a predicate, in its order; absent: all of them. */
function satisfying(
  where: Predicate | undefined,
  list: readonly LedgerRecord[],
  evaluation: () => EvaluateContext,
): readonly LedgerRecord[] {
  if (where === undefined) return list
  const some = perhapsSatisfying(where, list)
  if (!isOfOwnFields(where)) return satisfyingNow(where, some, evaluation())
  return derivedList(some, where, whereHolds(where))
}

/**
 * Finds beforehand what `satisfying` will be asked for: whatever of a list satisfies each of these
 * predicates, as far as they hold by the fields of a record.
 */
export function satisfyEach(wheres: Iterable<Predicate>, list: readonly LedgerRecord[]): void {
  const byList = new Map<readonly LedgerRecord[], Map<Predicate, Derive>>()
  for (const where of wheres) {
    if (!isOfOwnFields(where)) continue
    const some = perhapsSatisfying(where, list)
    const asked = byList.get(some) ?? new Map<Predicate, Derive>()
    byList.set(some, asked.set(where, whereHolds(where)))
  }
  for (const [some, asked] of byList) deriveTogether(some, asked)
}

function whereHolds(where: Predicate): Derive {
  return (record) => (holds(where, record, noDay) ? record : null)
}

/**
 * A part of the list that surely has all that satisfy. Most predicates ask for one text in a field:
 * the list is divided by that field once, for all of them.
 */
function perhapsSatisfying(
  where: Predicate,
  list: readonly LedgerRecord[],
): readonly LedgerRecord[] {
  const named = Object.entries(where).find(([key, test]) => isText(test) && key !== selfKey)
  return named === undefined ? list : groupOf(list, named[0], named[1])
}

function isText(test: unknown): test is string {
  return typeof test === 'string' && !test.startsWith('$')
}

// What satisfies a predicate that asks for the day or for other records: kept for one day and one
// state of the answers. `derivedList` cannot go on with it, since it changes without the record.
const foundNow = new WeakMap<
  object,
  WeakMap<readonly LedgerRecord[], Map<string, Map<Predicate, readonly LedgerRecord[]>>>
>()

function satisfyingNow(
  where: Predicate,
  list: readonly LedgerRecord[],
  context: EvaluateContext,
): readonly LedgerRecord[] {
  const { answers = noDay, today } = context
  const byList: NonNullable<ReturnType<(typeof foundNow)['get']>> =
    foundNow.get(answers) ?? new WeakMap()
  foundNow.set(answers, byList)
  const byDay = byList.get(list) ?? new Map<string, Map<Predicate, readonly LedgerRecord[]>>()
  byList.set(list, byDay)
  const byPredicate = byDay.get(today) ?? new Map<Predicate, readonly LedgerRecord[]>()
  byDay.set(today, byPredicate)
  const found = byPredicate.get(where) ?? list.filter((record) => holds(where, record, context))
  byPredicate.set(where, found)
  return found
}

/** For predicates that ask for neither the day nor other records. */
const noDay: EvaluateContext = { today: '' }

/** The last day of a period that counts: what is dated later counts for nothing yet. */
function lastDayOf({ period, today }: Pick<FigureContext, 'period' | 'today'>): string {
  const { to } = spanOf(period)
  return to < today ? to : today
}

function within(day: string | null, { from, to }: { from: string; to: string }): boolean {
  return day !== null && from <= day && day <= to
}

function evaluationOf(
  records: readonly LedgerRecord[],
  { today, answers }: Pick<FigureContext, 'today' | 'answers'>,
): EvaluateContext {
  return { today, answers: answers ?? answersAmong(records, { today }) }
}

function measure(of: Measure, counted: readonly LedgerRecord[], context: MeasureContext): Measured {
  return measureKindOf(of).measure(of, counted, context)
}

function groupsOf(
  { per, by, measure: of }: FigureDefinition,
  counted: readonly LedgerRecord[],
  context: Pick<FigureContext, 'period' | 'today' | 'registers'>,
  evaluation: EvaluateContext,
): readonly FigureGroup[] | null {
  if (per === undefined) return null
  const { period, registers } = context
  const declared = registers.registers.get(of.register)
  const parts =
    per === 'person'
      ? byPerson(counted, by ?? '')
      : windowsWithin(period, per).map((window): [string, readonly LedgerRecord[]] => {
          return [window, inSpan(counted, spanOf(window), declared)]
        })
  return parts.map(([key, records]) => {
    const { value } = measure(of, records, { ...evaluation, on: lastDayOf(context) })
    return { key, value: bareNumber(value), records: idsOf(records) }
  })
}

function bareNumber(value: Measured['value']): number {
  return typeof value === 'number' ? value : (value?.part ?? 0)
}

/** People in order of their ids, which says nothing about them; pages show name order. */
function byPerson(
  counted: readonly LedgerRecord[],
  field: string,
): readonly [string, readonly LedgerRecord[]][] {
  const groups = new Map<string, LedgerRecord[]>()
  const peopleIn = valuesAt(field)
  for (const record of counted) {
    for (const person of new Set(peopleIn(record))) {
      if (typeof person !== 'string') continue
      const group = groups.get(person) ?? []
      group.push(record)
      groups.set(person, group)
    }
  }
  return [...groups].sort(([one], [other]) => (one < other ? -1 : 1))
}

/** The year before, for `compare`: counted, or stated by hand, or nothing to compare with. */
function lastYearPart(
  definition: FigureDefinition,
  context: FigureContext,
): Pick<FigureValue, 'lastYear' | 'lastYearStated'> {
  const before = lastYearValue(definition, context)
  if (before === null) return { lastYear: null }
  const { value, stated } = before
  return { lastYear: value, ...(stated === undefined ? {} : { lastYearStated: stated }) }
}

/** The number of a figure in the year before. */
export interface LastYear {
  /** In what the figure counts: money in fen, a share as part of one. */
  readonly value: number
  /** Where somebody stated it by hand: the record, and where the number is taken from. */
  readonly stated?: NonNullable<FigureValue['lastYearStated']>
}

/**
 * What a period is compared with: the figure counted over the year before, where anything of its
 * register was recorded then; otherwise what somebody stated for that year; otherwise null, as no
 * records are no zero. The one answer for `compare` and for duties that owe no more than last year.
 */
export function lastYearValue(
  definition: FigureDefinition,
  context: Pick<
    FigureContext,
    'registers' | 'period' | 'today' | 'lastYearRecords' | 'baselines' | 'answers'
  >,
): LastYear | null {
  const { lastYearRecords, answers, today, registers } = context
  if (lastYearRecords === undefined) return null
  const period = yearEarlier(context.period)
  const year = yearOf(period)
  const { register } = definition.measure
  // By the day of a record and not by the year it is for: what somebody entered afterwards for that
  // year does not show that the register was kept in it.
  const isKept = lastYearRecords.some(
    (one) =>
      one.register === register &&
      one.state === 'live' &&
      one.occurredOn?.slice(0, 4) === String(year),
  )
  if (!isKept) return statedValue(definition, period, context)
  const within = { period, today, registers, ...(answers === undefined ? {} : { answers }) }
  const counted = countedRecords(definition, lastYearRecords, within)
  const { value } = measureCounted(definition, counted, within)
  if (value === null) return null
  if (typeof value === 'number') return { value }
  return value.whole === 0 ? null : { value: value.part / value.whole }
}

/** What somebody stated for a whole year; the newest entry speaks. */
function statedValue(
  definition: FigureDefinition,
  period: string,
  { registers, today, baselines = [] }: Pick<FigureContext, 'registers' | 'today' | 'baselines'>,
): LastYear | null {
  const parsed = parsePeriod(period)
  if (parsed?.window !== 'year') return null
  const mine = baselines
    .filter(({ state, occurredOn }) => state === 'live' && (occurredOn ?? '') <= today)
    .filter(({ values }) => {
      const said = coreValues(core.baseline, values)
      return said.figure === definition.id && String(said.year) === formatPeriod(parsed)
    })
    .toSorted((one, other) => one.entry - other.entry)
  const newest = mine.at(-1)
  if (newest === undefined) return null
  const { number, source } = coreValues(core.baseline, newest.values)
  if (typeof number !== 'number') return null
  const scaled = scaleOf(definition, registers) === 'fen' ? Math.round(number * 100) : number
  const stated = { record: newest.id, source: typeof source === 'string' ? source : '' }
  return { value: scaled, stated }
}

/** How the bare number of a figure is to be read: fen, minutes, or as it stands. */
export function scaleOf({ measure: of }: FigureDefinition, registers: Registers): Scale | null {
  return measureKindOf(of).scale?.(of, registers) ?? null
}
