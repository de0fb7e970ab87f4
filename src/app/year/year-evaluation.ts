import type { Steps } from '../../append/unhurried.ts'
import { recordsIn } from '../../duty/counted.ts'
import type { Duty } from '../../duty/duty.ts'
import type { DutyContext, Tenure } from '../../duty/duty-context.ts'
import { readsOfDuty } from '../../duty/duty-reads.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import { standingOf } from '../../duty/standing.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { asOnePerson } from '../../ledger/core/one-person.ts'
import { yearMax } from '../../ledger/day/day.ts'
import type { IsWorkday } from '../../ledger/day/late.ts'
import { weekdays } from '../../ledger/day/late.ts'
import { yearOf } from '../../ledger/day/period.ts'
import { evaluateFigure, liveOf, satisfyEach } from '../../ledger/figure/evaluate-figure.ts'
import type { FigureDefinition, FigureValue, LogPosition } from '../../ledger/figure/figure.ts'
import { readsOfFigure, yearsCounted } from '../../ledger/figure/reads.ts'
import { answersIn } from '../../ledger/predicate/answers.ts'
import type { Predicate } from '../../ledger/predicate/predicate.ts'
import { derivedList } from '../../ledger/record/kept-lists.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { yearFor } from '../../ledger/record/year-of.ts'
import type { DateSpan } from '../../ledger/value.ts'
import type { Pack } from '../../pack/pack.ts'
import { allDays } from '../roster/keep-rosters.ts'
import type { Roster } from '../roster/roster.ts'
import { namesOf } from '../roster/roster.ts'
import type { YearSources } from './follow-year.ts'
import { isDutyTouched, isFigureTouched } from './touched.ts'

/** What a year is evaluated by, beside what is known of it. */
export interface Evaluated {
  /** The pack that the year is judged by. */
  readonly pack: Pack
  readonly year: number
  /** The organisation's day; what is dated later counts for nothing yet. */
  readonly today: string
  /** The organisation's working days; absent: Monday to Friday. */
  readonly isWorkday?: IsWorkday
}

/**
 * Everything that is computed about one year of an organisation, whoever may see it: the figures,
 * where duties stand, the records behind them. It holds at one log position; that of the next one
 * takes over whatever no record written in between can have moved. Who may see which of it is asked
 * by `YearBook`: a reader sees a figure or does not, and nobody sees another number.
 */
export class YearEvaluation {
  readonly year: number
  readonly today: string
  readonly pack: Pack
  readonly asOf: LogPosition
  readonly roster: Roster
  readonly sources: YearSources
  readonly #isWorkday: IsWorkday
  readonly #answers: NonNullable<DutyContext['answers']>
  /** Records of several years in one list. */
  readonly #joined = new Map<string, readonly LedgerRecord[]>()
  readonly #figures = new Map<string, FigureValue | null>()
  readonly #standings = new Map<string, DutyStanding | null>()
  #context: DutyContext | null = null

  constructor(sources: YearSources, { pack, year, today, isWorkday = weekdays }: Evaluated) {
    this.sources = sources
    this.asOf = sources.asOf
    this.roster = sources.roster
    this.pack = pack
    this.year = year
    this.today = today
    this.#isWorkday = isWorkday
    this.#answers = answersIn((register) => this.#listsOf(register), { today })
  }

  /** A record that matters to the year. */
  record(id: string): LedgerRecord | null {
    const record = this.sources.lists.get(id)
    if (record === null) return null
    const year = yearFor(this.pack.registers.get(record.register), record)
    return year !== null && this.#matters(record.register, year) ? this.#asOne(record) : null
  }

  /** Live records of a register for a year, by event date then id. */
  of(register: string, year: number): readonly LedgerRecord[] {
    return this.#matters(register, year) ? this.#read(register, year) : noRecords
  }

  /** Live records of a register that matter to the year at all. */
  allOf(register: string): readonly LedgerRecord[] {
    return this.#join(`all ${register}`, () => this.#listsOf(register))
  }

  /** Null where there is no such figure. */
  figure(id: string, period = `${this.year}`): FigureValue | null {
    const key = `${id} ${period}`
    let value = this.#figures.get(key)
    if (value === undefined) {
      const definition = this.pack.figures.get(id)
      value = definition ? this.count(definition, { period, today: this.today }) : null
      this.#figures.set(key, value)
    }
    return value
  }

  /** A figure as it stood, or would stand, on a day. */
  count(
    definition: FigureDefinition,
    { period, today }: { readonly period: string; readonly today: string },
  ): FigureValue {
    const year = yearOf(period)
    const { register } = definition.measure
    const years = yearsCounted(definition, year)
    const records =
      years.length === 1 ? this.of(register, year) : years.flatMap((one) => this.of(register, one))
    return evaluateFigure(definition, records, {
      registers: this.pack,
      period,
      today,
      asOf: this.asOf,
      names: namesOf(this.roster),
      lastYearRecords: this.of(register, year - 1),
      baselines: this.allOf(core.baseline.id),
      answers: this.#answers,
    })
  }

  /** Where a duty stands; null where there is none of the name. */
  standing(id: string): DutyStanding | null {
    let standing = this.#standings.get(id)
    if (standing === undefined) {
      const duty = this.pack.duties.get(id)
      standing = duty ? standingOf(duty, this.context) : null
      this.#standings.set(id, standing)
    }
    return standing
  }

  /** Ids of the records of a period that a duty is judged by. */
  judging({ require }: Duty, period: string): readonly string[] {
    const reads = readsOfDuty(require, this.pack.figures) ?? []
    return reads.flatMap((read) => recordsIn({ ...read, period }, this.context)).map(({ id }) => id)
  }

  /**
   * Computes every duty and figure of the year that is not known yet, in steps: of a large year
   * that takes its time, and others go on meanwhile.
   */
  *steps(): Steps<void> {
    for (const [register, wheres] of wheresIn(this.pack)) {
      satisfyEach(wheres, liveOf(register, this.of(register, this.year)))
      yield
    }
    for (const id of this.pack.duties.keys()) {
      this.standing(id)
      yield
    }
    for (const id of this.pack.figures.keys()) {
      this.figure(id)
      yield
    }
  }

  /**
   * Takes over from the evaluation of a moment before, of the same year, day and pack, what no
   * record written since can have moved.
   */
  takeOver(before: YearEvaluation): void {
    const moved = this.#movedSince(before)
    for (const [key, value] of before.#figures) {
      const definition = value && this.pack.figures.get(value.figure)
      if (!definition || isFigureTouched(definition, moved)) continue
      this.#figures.set(key, { ...value, asOf: this.asOf })
    }
    for (const [id, standing] of before.#standings) {
      const duty = this.pack.duties.get(id)
      if (duty && !isDutyTouched(duty, this.pack, moved)) this.#standings.set(id, standing)
    }
  }

  #movedSince(before: YearEvaluation): ReadonlySet<string> {
    const { lists, years } = this.sources
    const moved = [...years].filter(
      ([register, span]) => !lists.isSame(register, before.sources.lists, span),
    )
    return new Set(moved.map(([register]) => register))
  }

  get context(): DutyContext {
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
      records: (register) => this.of(register, this.year),
      lastYearRecords: (register) => this.of(register, this.year - 1),
      earlierRecords: (register) => this.#earlier(register),
      statements: this.allOf(core.statement.id),
      attestations: this.allOf(core.attestation.id),
      baselines: this.allOf(core.baseline.id),
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

  #earlier(register: string): readonly LedgerRecord[] {
    return this.#join(`earlier ${register}`, () => this.#listsOf(register, { to: this.year - 2 }))
  }

  #join(key: string, lists: () => readonly (readonly LedgerRecord[])[]): readonly LedgerRecord[] {
    const joined = this.#joined.get(key) ?? lists().flat()
    this.#joined.set(key, joined)
    return joined
  }

  #listsOf(register: string, { to = yearMax } = {}): readonly (readonly LedgerRecord[])[] {
    return this.sources.lists
      .yearsOf(register)
      .filter(([year]) => year <= to && this.#matters(register, year))
      .map(([year]) => this.#read(register, year))
  }

  #matters(register: string, year: number): boolean {
    const years = this.sources.years.get(register)
    return years !== undefined && years.from <= year && year <= years.to
  }

  #read(register: string, year: number): readonly LedgerRecord[] {
    const list = this.sources.lists.of(register, year)
    const { who } = this.roster
    if (who.merged.size === 0) return list
    // Two rosters may say the same of who is who, and one list serves the years of both.
    const key = `people ${JSON.stringify([...who.merged].map((id) => [id, who.is(id)]))}`
    return derivedList(list, key, (record) => asOnePerson(record, who))
  }

  #asOne(record: LedgerRecord): LedgerRecord {
    return asOnePerson(record, this.roster.who)
  }
}

const noRecords: readonly LedgerRecord[] = []

const keptWheres = new WeakMap<Pack, ReadonlyMap<string, ReadonlySet<Predicate>>>()

/** What the figures and duties of a pack ask of the records of each register. */
function wheresIn(pack: Pack): ReadonlyMap<string, ReadonlySet<Predicate>> {
  const known = keptWheres.get(pack)
  if (known !== undefined) return known
  const ofDuties = [...pack.duties.values()].flatMap(
    ({ require }) => readsOfDuty(require, pack.figures) ?? [],
  )
  const wheres = new Map<string, Set<Predicate>>()
  for (const { register, where } of [
    ...ofDuties,
    ...[...pack.figures.values()].map(readsOfFigure),
  ]) {
    if (where === undefined) continue
    wheres.set(register, (wheres.get(register) ?? new Set<Predicate>()).add(where))
  }
  keptWheres.set(pack, wheres)
  return wheres
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
