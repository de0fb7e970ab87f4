import { askedWord } from '../../duty/asked-of.ts'
import { recordsIn } from '../../duty/counted.ts'
import { describeRequirement } from '../../duty/describe-requirement.ts'
import type { Duty } from '../../duty/duty.ts'
import type { DutyContext, Tenure } from '../../duty/duty-context.ts'
import { dutyOfZero } from '../../duty/duty-of-zero.ts'
import { readsOfDuty } from '../../duty/duty-reads.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import { standingOf } from '../../duty/standing.ts'
import { attestationFor } from '../../duty/statements.ts'
import type { Attestation } from '../../duty/statements.ts'
import { wantedRecord } from '../../duty/wanted-record.ts'
import type { WantedRecord } from '../../duty/wanted-record.ts'
import { answersAmong } from '../../ledger/answers.ts'
import { core } from '../../ledger/core-registers.ts'
import type { EvaluateContext } from '../../ledger/evaluate.ts'
import { byDateThenId, evaluateFigure } from '../../ledger/evaluate-figure.ts'
import type { FigureDefinition, FigureValue, LogPosition } from '../../ledger/figure.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import { weekdays } from '../../ledger/late.ts'
import type { IsWorkday } from '../../ledger/late.ts'
import { yearOf } from '../../ledger/period.ts'
import { readsOfFigure, yearsCounted } from '../../ledger/reads.ts'
import type { RegisterRead } from '../../ledger/reads.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import type { DateSpan } from '../../ledger/value.ts'
import { dayCounted, yearFor } from '../../ledger/year-of.ts'
import type { Pack } from '../../pack/pack.ts'
import { mayRead } from '../access/access.ts'
import { maySee } from '../access/figure-access.ts'
import { allDays } from '../people/keep-rosters.ts'
import { namesOf } from '../people/roster.ts'
import type { Roster } from '../people/roster.ts'
import type { Session } from '../ports/store-ports.ts'
import { openTo, shownRecords } from '../records/shown-record.ts'
import type { ShownRecord } from '../records/shown-record.ts'
import { isTouched } from './touched-duties.ts'

/** What a year is computed from. */
export interface YearBookSources {
  readonly session: Session
  /** The pack that the year is judged by; absent: the one in force. */
  readonly pack?: Pack
  readonly year: number
  /** What a reader of the year must be told beside it. */
  readonly notices?: readonly Label[]
  /** The organisation's day; what is dated later counts for nothing yet. */
  readonly today: string
  readonly asOf: LogPosition
  readonly roster: Roster
  /**
   * Live records for the year, for the year before and for the year after, and older ones of the
   * registers that terms of several years run over.
   */
  readonly records: readonly LedgerRecord[]
  /** The organisation's working days; absent: Monday to Friday. */
  readonly isWorkday?: IsWorkday
}

/**
 * Everything that is computed about one year of an organisation, for one reader: figures,
 * standings of duties, the records behind them. Values are computed when asked for and kept;
 * the book holds at one log position and is thrown away when the log moves on.
 */
export class YearBook {
  readonly year: number
  readonly today: string
  readonly asOf: LogPosition
  readonly roster: Roster
  /** The pack that the year is judged by. */
  readonly pack: Pack
  readonly notices: readonly Label[]
  /** The reader under the pack of the year and, where it is another, under the one in force. */
  readonly #sessions: readonly Session[]
  readonly #isWorkday: IsWorkday
  readonly #byYear: ReadonlyMap<string, readonly LedgerRecord[]>
  readonly #byRegister: ReadonlyMap<string, readonly LedgerRecord[]>
  readonly #answers: EvaluateContext['answers']
  readonly #byId: ReadonlyMap<string, LedgerRecord>
  readonly #readable = new Map<string, boolean>()
  readonly #figures = new Map<string, FigureValue | null>()
  #context: DutyContext | null = null
  readonly #standings = new Map<string, DutyStanding | null>()
  // Asked of every number of a text that may have very many.
  readonly #answering = new Map<string, string | null>()

  constructor(sources: YearBookSources) {
    const { session, year, today, asOf, roster, records, isWorkday = weekdays } = sources
    this.pack = sources.pack ?? session.pack
    this.notices = sources.notices ?? []
    this.#sessions =
      this.pack === session.pack ? [session] : [{ ...session, pack: this.pack }, session]
    this.#isWorkday = isWorkday
    this.year = year
    this.today = today
    this.asOf = asOf
    this.roster = roster
    this.#byId = new Map(records.map((record) => [record.id, record]))
    const dated = records.filter(({ occurredOn }) => occurredOn !== null).sort(byDateThenId)
    const yearIn = (one: LedgerRecord) => yearFor(this.pack.registers.get(one.register), one)
    this.#byYear = groupBy(dated, (one) => `${yearIn(one)}`)
    this.#byRegister = groupBy(dated, (one) => `${one.register} ${yearIn(one)}`)
    this.#answers = answersAmong(records, { today })
  }

  /** A record the reader may see, or null. */
  record(id: string): LedgerRecord | null {
    const record = this.#byId.get(id)
    return record && this.#mayReadRegister(record.register) ? record : null
  }

  /** Live records of a register for a year, by event date then id. */
  recordsOf(register: string, year = this.year): readonly LedgerRecord[] {
    return this.#mayReadRegister(register) ? this.#of(register, year) : []
  }

  /** Live records of a register dated in the year, whatever year they are for. */
  datedIn(register: string): readonly LedgerRecord[] {
    const isPlain = this.pack.registers.get(register)?.yearOf === undefined
    const years = isPlain ? [this.year] : [this.year - 1, this.year, this.year + 1]
    return years
      .flatMap((year) => this.recordsOf(register, year))
      .filter(({ occurredOn }) => occurredOn?.startsWith(`${this.year}-`))
  }

  /** The day as which a record counts in the year that it is for. */
  dayCounted(record: LedgerRecord): string | null {
    return dayCounted(this.pack.registers.get(record.register), record)
  }

  /** Live records of a register that the book knows of at all, in no order. */
  allOf(register: string): readonly LedgerRecord[] {
    if (!this.#mayReadRegister(register)) return []
    return this.#all(register)
  }

  #all(register: string): readonly LedgerRecord[] {
    return [...this.#byId.values()].filter((one) => one.register === register)
  }

  /** Null where there is no such figure, or it counts a register the reader may not see. */
  figure(id: string, period = `${this.year}`): FigureValue | null {
    const key = `${id} ${period}`
    let value = this.#figures.get(key)
    if (value === undefined) {
      value = this.#evaluate(id, period)
      this.#figures.set(key, value)
    }
    return value
  }

  /** Every figure the reader may see, in the order of the pack. */
  figures(period = `${this.year}`): readonly FigureValue[] {
    return [...this.pack.figures.keys()]
      .map((id) => this.figure(id, period))
      .filter((value) => value !== null)
  }

  /** A figure in each month of a year, as bare numbers; empty where the reader may not see it. */
  monthly(id: string, year = this.year): readonly number[] {
    const definition = this.pack.figures.get(id)
    if (!definition || !this.#mayReadFigure(definition)) return []
    const split = { ...definition, per: 'month' as const }
    const value = this.#count(split, { period: `${year}`, today: this.today })
    return (value.groups ?? []).map((group) => group.value)
  }

  /** A figure from the first of January up to a day, as it counted on that day; 0 where hidden. */
  until(id: string, day: string): number {
    const definition = this.pack.figures.get(id)
    if (!definition || !this.#mayReadFigure(definition)) return 0
    const { value } = this.#count(definition, { period: day.slice(0, 4), today: day })
    return typeof value === 'number' ? value : 0
  }

  /**
   * Where a duty stands. Of a duty over a register that the reader may not see, the state is
   * shown (whoever answers for the year must know it) and neither the records nor the reason.
   */
  standing(id: string): DutyStanding | null {
    let standing = this.#standings.get(id)
    if (standing === undefined) {
      const duty = this.pack.duties.get(id)
      standing = duty ? this.#shown(duty, standingOf(duty, this.#dutyContext())) : null
      this.#standings.set(id, standing)
    }
    return standing
  }

  /**
   * What has to be recorded for a window of a duty; null where no record makes up for it, and where
   * the reader may not see what it rests on.
   */
  wanted(id: string, period: string): WantedRecord | null {
    const duty = this.pack.duties.get(id)
    if (!duty || !this.#mayReadDuty(duty)) return null
    const wanted = wantedRecord(duty, period, this.#dutyContext())
    // What stood in the last such record is offered as far as the reader may read it there.
    return wanted && this.#sessions.reduce((one, session) => openIn(session, one), wanted)
  }

  /**
   * Takes over from the book of a moment before, of the same reader and day, where duties stand
   * that no record written since can have moved.
   */
  takeOver(before: YearBook, touched: ReadonlySet<string>): void {
    for (const [id, standing] of before.#standings) {
      const duty = this.pack.duties.get(id)
      if (duty && !isTouched(duty, this.pack, touched)) this.#standings.set(id, standing)
    }
  }

  /** Where the duty stands by which somebody answers for the zero of a figure; null: none. */
  answer(figure: string): DutyStanding | null {
    let duty = this.#answering.get(figure)
    if (duty === undefined) {
      const definition = this.pack.figures.get(figure)
      duty = (definition && dutyOfZero(definition, this.pack)?.id) ?? null
      this.#answering.set(figure, duty)
    }
    return duty === null ? null : this.standing(duty)
  }

  standings(): readonly DutyStanding[] {
    return [...this.pack.duties.keys()]
      .map((id) => this.standing(id))
      .filter((standing) => standing !== null)
  }

  /** The attestation of a duty that covers a window of the year; null: there is none. */
  attestation(duty: string, period: string): Attestation | null {
    const require = this.pack.duties.get(duty)?.require
    if (require === undefined || askedWord(require) === null) return null
    return attestationFor(duty, period, this.#dutyContext())
  }

  /**
   * Ids of the records that contradict the word on a duty in a period of the year, also of those
   * that the reader may not see: that there are some is no secret, what they say may be one.
   */
  incidents(duty: string, period: string): readonly string[] {
    const require = this.pack.duties.get(duty)?.require
    if (require === undefined || askedWord(require) === null) return []
    return this.#readFor(require, period)
  }

  /** Ids of the records of the year that a duty is judged by; none where the reader may not. */
  judging(duty: Duty): readonly string[] {
    return this.#mayReadDuty(duty) ? this.#readFor(duty.require, `${this.year}`) : []
  }

  #readFor(require: Duty['require'], period: string): readonly string[] {
    const reads = readsOfDuty(require, this.pack.figures) ?? []
    return reads
      .flatMap((read) => recordsIn({ ...read, period }, this.#dutyContext()))
      .map(({ id }) => id)
  }

  /** Whether the year is judged by the pack in force. */
  get isCurrentPack(): boolean {
    return this.#sessions.every(({ pack }) => pack.digest === this.pack.digest)
  }

  /** What a duty asks for, as a sentence. */
  requirement(duty: Duty): Label {
    return describeRequirement(duty.require, this.#dutyContext())
  }

  #evaluate(id: string, period: string): FigureValue | null {
    const definition = this.pack.figures.get(id)
    if (!definition || !this.#mayReadFigure(definition)) return null
    return this.#count(definition, { period, today: this.today })
  }

  #count(
    definition: FigureDefinition,
    { period, today }: { readonly period: string; readonly today: string },
  ): FigureValue {
    const year = yearOf(period)
    const { register } = definition.measure
    const records = yearsCounted(definition, year).flatMap((one) => this.#of(register, one))
    return evaluateFigure(definition, records, {
      registers: this.pack,
      period,
      today,
      asOf: this.asOf,
      names: namesOf(this.roster),
      lastYearRecords: this.#of(register, year - 1),
      baselines: this.#all(core.baseline.id),
      answers: this.#answers,
    })
  }

  #dutyContext(): DutyContext {
    this.#context ??= this.#makeContext()
    return this.#context
  }

  #makeContext(): DutyContext {
    const { pack, roster } = this
    return {
      year: this.year,
      today: this.today,
      asOf: this.asOf,
      registers: pack,
      figures: pack.figures,
      answers: this.#answers,
      records: this.#recordsIn(this.year),
      lastYearRecords: this.#recordsIn(this.year - 1),
      earlierRecords: [...this.#byYear]
        .filter(([year]) => Number(year) < this.year - 1)
        .flatMap(([, records]) => records),
      statements: this.#all(core.statement.id),
      attestations: this.#all(core.attestation.id),
      baselines: this.#all(core.baseline.id),
      holders: (role, span) => [
        ...new Set(tenuresIn(roster, role, span).map(({ person }) => person)),
      ],
      tenures: (role, span) => tenuresIn(roster, role, span),
      offices: (kind, span) => officesIn(roster, kind, span),
      officeDays: (id) => {
        const office = roster.offices.get(id)
        return { from: office?.since ?? allDays.from, to: office?.until ?? allDays.to }
      },
      isWorkday: this.#isWorkday,
      roles: new Map(pack.roles.map(({ id, label }) => [id, label])),
      names: namesOf(roster),
    }
  }

  #shown(duty: Duty, standing: DutyStanding): DutyStanding {
    if (this.#mayReadDuty(duty)) return standing
    const { least: _least, ...shown } = standing
    return {
      ...shown,
      reason: hiddenReason,
      records: [],
      against: [],
      windows: standing.windows.map((window) => ({ ...window, records: [] })),
    }
  }

  /**
   * Shows records without what the reader may not read, be it by the pack of the year or by the
   * one in force: a rule that came later holds for what was written before.
   */
  shown(records: readonly LedgerRecord[], lang: Lang): readonly ShownRecord[] {
    const [ofYear, inForce] = this.#sessions
    if (ofYear === undefined) return []
    const open = inForce === undefined ? records : records.map((one) => openIn(inForce, one))
    return shownRecords(ofYear, open, { roster: this.roster, lang })
  }

  /** A record with the values that the reader may read, as `shown` shows them. */
  open(record: LedgerRecord): LedgerRecord {
    return this.#sessions.reduce((one, session) => openIn(session, one), record)
  }

  // Asked of every record that a page shows.
  #mayReadRegister(id: string): boolean {
    const known = this.#readable.get(id)
    if (known !== undefined) return known
    const may = this.#mayReadUnderEach(id)
    this.#readable.set(id, may)
    return may
  }

  #mayReadUnderEach(id: string): boolean {
    return (
      this.pack.registers.has(id) &&
      this.#sessions.every((session) => {
        const register = session.pack.registers.get(id)
        return register === undefined || mayRead(session, register)
      })
    )
  }

  #mayReadFigure(definition: FigureDefinition): boolean {
    return this.#maySee(readsOfFigure(definition))
  }

  #mayReadDuty(duty: Duty): boolean {
    const reads = readsOfDuty(duty.require, this.pack.figures)
    return reads?.every((read) => this.#maySee(read)) ?? false
  }

  #maySee(read: RegisterRead): boolean {
    return this.#sessions.every((session) =>
      maySee(session, read, { mayBeGone: session.pack !== this.pack }),
    )
  }

  #recordsIn(year: number): readonly LedgerRecord[] {
    return this.#byYear.get(`${year}`) ?? []
  }

  #of(register: string, year: number): readonly LedgerRecord[] {
    return this.#byRegister.get(`${register} ${year}`) ?? []
  }
}

/** The record without what a reader may not read under the pack in force. */
function openIn<One extends Pick<LedgerRecord, 'register' | 'values'>>(
  session: Session,
  record: One,
): One {
  const register = session.pack.registers.get(record.register)
  if (register === undefined) return record
  return { ...record, values: openTo(session, register, record.values).values }
}

/** Who holds a role within a span, by membership or by post; a day without end is the span's. */
function tenuresIn(roster: Roster, role: string, span: DateSpan): readonly Tenure[] {
  return [
    ...roster.memberships.filter((one) => one.roles.includes(role)),
    ...roster.posts.filter((one) => one.role === role),
  ]
    .map(({ person, from, to }) => ({ person, from, to: to ?? span.to }))
    .filter(({ from, to }) => from <= span.to && span.from <= to)
    .sort((one, other) => (one.person < other.person ? -1 : 1))
}

/** Offices of a kind that exist at some time in a span, in order of their names. */
function officesIn(roster: Roster, kind: string, span: DateSpan): readonly string[] {
  return [...roster.offices.values()]
    .filter((one) => one.kind === kind && one.since <= span.to)
    .filter(({ until }) => until === null || span.from <= until)
    .sort((one, other) => one.name.localeCompare(other.name, 'zh'))
    .map(({ id }) => id)
}

function groupBy(
  records: readonly LedgerRecord[],
  keyOf: (record: LedgerRecord) => string,
): Map<string, LedgerRecord[]> {
  const groups = new Map<string, LedgerRecord[]>()
  for (const record of records) {
    const key = keyOf(record)
    const group = groups.get(key)
    if (group) group.push(record)
    else groups.set(key, [record])
  }
  return groups
}

const hiddenReason: Label = {
  zh: '依据的台账限知悉，详情不在此显示',
  en: 'It rests on a restricted register; details are not shown here',
}
