import { answersAmong } from './answers.ts'
import { describeFigure } from './describe-figure.ts'
import { holds } from './evaluate.ts'
import type { EvaluateContext } from './evaluate.ts'
import type { FigureDefinition, FigureGroup, FigureValue, LogPosition } from './figure.ts'
import { valuesAt } from './measures/field-path.ts'
import type { Measured, Scale } from './measures/measure-kind.ts'
import { measureKindOf } from './measures/measure-kinds.ts'
import type { Measure } from './measures/measure-kinds.ts'
import type { Names } from './names.ts'
import { lastYearOf, spanOf, windowsWithin } from './period.ts'
import type { RegisterRead } from './reads.ts'
import type { LedgerRecord } from './record.ts'
import type { Registers } from './register.ts'
import { dayCounted } from './year-of.ts'

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
  const measured = measure(definition.measure, counted, evaluationOf(records, context))
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
    ...(definition.compare === undefined ? {} : { lastYear: lastYearValue(definition, context) }),
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
  return measure(definition.measure, counted, evaluationOf(counted, context))
}

/** The same split by `per`; empty where the figure is not split. */
export function groupCounted(
  definition: FigureDefinition,
  counted: readonly LedgerRecord[],
  context: Pick<FigureContext, 'today' | 'answers' | 'period' | 'registers'>,
): readonly FigureGroup[] {
  return groupsOf(definition, counted, context, evaluationOf(counted, context)) ?? []
}

/** The records a figure counts in the period, each once, by event date and then id. */
export function countedRecords(
  { measure: { register }, where }: FigureDefinition,
  records: readonly LedgerRecord[],
  context: ReadContext,
): readonly LedgerRecord[] {
  return recordsRead({ register, ...(where === undefined ? {} : { where }) }, records, context)
}

/** When and among which registers records are read. */
type ReadContext = Pick<FigureContext, 'period' | 'today' | 'answers' | 'registers'>

/** The live records that a definition reads in the period, by today, in the same order. */
export function recordsRead(
  { register, where }: Pick<RegisterRead, 'register' | 'where'>,
  records: readonly LedgerRecord[],
  context: ReadContext,
): readonly LedgerRecord[] {
  const { today, registers } = context
  const declared = registers.registers.get(register)
  const evaluation = evaluationOf(records, context)
  const span = spanOf(context.period)
  return newestOf(register, records).filter(
    (record) =>
      record.state === 'live' &&
      within(dayCounted(declared, record), span) &&
      record.occurredOn !== null &&
      record.occurredOn <= today &&
      (where === undefined || holds(where, record, evaluation)),
  )
}

// The same records are asked for many figures, and each in many windows.
const newestAmong = new WeakMap<readonly LedgerRecord[], Map<string, readonly LedgerRecord[]>>()

/** Of each record of a register the newest version, by event date and then id. */
function newestOf(register: string, records: readonly LedgerRecord[]): readonly LedgerRecord[] {
  const known = newestAmong.get(records) ?? new Map<string, readonly LedgerRecord[]>()
  newestAmong.set(records, known)
  const found = known.get(register) ?? sortedNewest(register, records)
  known.set(register, found)
  return found
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

/** Orders records by event date, then id: the order in which every list of sources stands. */
export function byDateThenId(one: LedgerRecord, other: LedgerRecord): number {
  const [first, second] = [one.occurredOn ?? '', other.occurredOn ?? '']
  if (first !== second) return first < second ? -1 : 1
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
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

function measure(
  of: Measure,
  counted: readonly LedgerRecord[],
  evaluation: EvaluateContext,
): Measured {
  return measureKindOf(of).measure(of, counted, evaluation)
}

function groupsOf(
  { per, by, measure: of }: FigureDefinition,
  counted: readonly LedgerRecord[],
  { period, registers }: Pick<FigureContext, 'period' | 'registers'>,
  evaluation: EvaluateContext,
): readonly FigureGroup[] | null {
  if (per === undefined) return null
  const declared = registers.registers.get(of.register)
  const parts =
    per === 'person'
      ? byPerson(counted, by ?? '')
      : windowsWithin(period, per).map((window): [string, readonly LedgerRecord[]] => {
          const span = spanOf(window)
          return [window, counted.filter((one) => within(dayCounted(declared, one), span))]
        })
  return parts.map(([key, records]) => {
    const { value } = measure(of, records, evaluation)
    const number = typeof value === 'number' ? value : (value?.part ?? 0)
    return { key, value: number, records: records.map(({ id }) => id) }
  })
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

function lastYearValue(definition: FigureDefinition, context: FigureContext): number | null {
  const { lastYearRecords, period, today, registers } = context
  if (lastYearRecords === undefined) return null
  const before = { period: lastYearOf(period), today, registers }
  const counted = countedRecords(definition, lastYearRecords, before)
  const { value } = measure(definition.measure, counted, evaluationOf(lastYearRecords, before))
  if (typeof value === 'number' || value === null) return value
  return value.whole === 0 ? null : value.part / value.whole
}

/** How the bare number of a figure is to be read: fen, minutes, or as it stands. */
export function scaleOf({ measure: of }: FigureDefinition, registers: Registers): Scale | null {
  return measureKindOf(of).scale?.(of, registers) ?? null
}
