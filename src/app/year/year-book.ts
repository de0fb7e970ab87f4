import { askedWord } from '../../duty/asked-of.ts'
import { describeRequirement } from '../../duty/describe-requirement.ts'
import type { Duty } from '../../duty/duty.ts'
import { dutyOfZero } from '../../duty/duty-of-zero.ts'
import { readsOfDuty } from '../../duty/duty-reads.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { Lacking } from '../../duty/lacking.ts'
import { lackingOf } from '../../duty/lacking.ts'
import type { Attestation } from '../../duty/statements.ts'
import { attestationFor } from '../../duty/statements.ts'
import type { WantedRecord } from '../../duty/wanted-record.ts'
import { wantedRecord } from '../../duty/wanted-record.ts'
import type { FigureDefinition, FigureValue, LogPosition } from '../../ledger/figure/figure.ts'
import type { RegisterRead } from '../../ledger/figure/reads.ts'
import { readsOfFigure } from '../../ledger/figure/reads.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import { recordsBehind } from '../../ledger/record/kept-lists.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { dayCounted } from '../../ledger/record/year-of.ts'
import type { Pack } from '../../pack/pack.ts'
import { closedReason } from '../../report/closed-reason.ts'
import { mayRead } from '../access/access.ts'
import { maySee } from '../access/figure-access.ts'
import { openTo } from '../access/open-to.ts'
import type { Session } from '../ports/store-ports.ts'
import type { ShownRecord } from '../records/shown-record.ts'
import { shownRecords } from '../records/shown-record.ts'
import type { Roster } from '../roster/roster.ts'
import type { YearEvaluation } from './year-evaluation.ts'

/**
 * A year of an organisation as one reader may see it: figures, standings of duties, the records
 * behind them. They are computed once for everybody (`YearEvaluation`); here is only asked who may
 * see which. The book holds at one log position and is thrown away when the log moves on.
 */
export class YearBook {
  readonly year: number
  readonly today: string
  readonly asOf: LogPosition
  readonly roster: Roster
  /** The pack that the year is judged by. */
  readonly pack: Pack
  readonly #evaluation: YearEvaluation
  /** The reader under the pack of the year and, where it is another, under the one in force. */
  readonly #sessions: readonly Session[]
  readonly #seen = new Map<string, boolean>()
  readonly #registers = new Map<string, boolean>()
  // Asked of every number of a text that may have very many.
  readonly #answering = new Map<string, string | null>()
  readonly #standings = new Map<string, DutyStanding | null>()

  constructor(evaluation: YearEvaluation, session: Session) {
    const { year, today, asOf, roster, pack } = evaluation
    this.#evaluation = evaluation
    this.year = year
    this.today = today
    this.asOf = asOf
    this.roster = roster
    this.pack = pack
    this.#sessions = pack === session.pack ? [session] : [{ ...session, pack }, session]
  }

  /** Whether records come with everything that they say; `unaskedFields` tells what may be missing. */
  get hasWords(): boolean {
    return this.#evaluation.sources.without.size === 0
  }

  /** A record the reader may see, or null. */
  record(id: string): LedgerRecord | null {
    const record = this.#evaluation.record(id)
    return record && this.#mayReadRegister(record.register) ? record : null
  }

  /** The records that a figure or standing of the book names, as far as the reader may see them. */
  recordsBehind(ids: readonly string[]): readonly LedgerRecord[] {
    const known = recordsBehind(ids)
    // Where an evaluation took them from a list there is no need to look for each of them.
    return known === null
      ? ids.map((id) => this.record(id)).filter((record) => record !== null)
      : known.filter(({ register }) => this.#mayReadRegister(register))
  }

  /** Live records of a register for a year, by event date then id. */
  recordsOf(register: string, year = this.year): readonly LedgerRecord[] {
    return this.#mayReadRegister(register) ? this.#evaluation.of(register, year) : []
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
    return this.#mayReadRegister(register) ? this.#evaluation.allOf(register) : []
  }

  /** Null where there is no such figure, or it counts a register the reader may not see. */
  figure(id: string, period = `${this.year}`): FigureValue | null {
    const definition = this.pack.figures.get(id)
    if (!definition || !this.#mayReadFigure(definition)) return null
    return this.#evaluation.figure(id, period)
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
    const value = this.#evaluation.count(split, { period: `${year}`, today: this.today })
    return (value.groups ?? []).map((group) => group.value)
  }

  /** A figure from the first of January up to a day, as it counted on that day; 0 where hidden. */
  until(id: string, day: string): number {
    const definition = this.pack.figures.get(id)
    if (!definition || !this.#mayReadFigure(definition)) return 0
    const { value } = this.#evaluation.count(definition, { period: day.slice(0, 4), today: day })
    return typeof value === 'number' ? value : 0
  }

  /**
   * Where a duty stands. Of a duty over a register that the reader may not see, the state is
   * shown (whoever answers for the year must know it) and neither the records nor the reason.
   */
  standing(id: string): DutyStanding | null {
    let standing = this.#standings.get(id)
    if (standing === undefined) {
      const [duty, whole] = [this.pack.duties.get(id), this.#evaluation.standing(id)]
      standing = duty && whole ? this.#shown(duty, whole) : null
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
    const wanted = wantedRecord(duty, period, this.#evaluation.context)
    // What stood in the last such record is offered as far as the reader may read it there.
    return wanted && this.#sessions.reduce((one, session) => openIn(session, one), wanted)
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
    return attestationFor(duty, period, this.#evaluation.context)
  }

  /**
   * Ids of the records that contradict the word on a duty in a period of the year, also of those
   * that the reader may not see: that there are some is no secret, what they say may be one.
   */
  incidents(duty: string, period: string): readonly string[] {
    const found = this.pack.duties.get(duty)
    if (found === undefined || askedWord(found.require) === null) return []
    return this.#evaluation.judging(found, period)
  }

  /** What a record lacks of what a duty asks of each like it; null where the reader may not. */
  lacking(duty: Duty, record: LedgerRecord): Lacking | null {
    const { context } = this.#evaluation
    return this.#mayReadDuty(duty) ? lackingOf(duty.require, record, context) : null
  }

  /** Whether the year is judged by the pack in force. */
  get isCurrentPack(): boolean {
    return this.#sessions.every(({ pack }) => pack.digest === this.pack.digest)
  }

  /** What a duty asks for, as a sentence. */
  requirement(duty: Duty): Label {
    return describeRequirement(duty.require, this.#evaluation.context)
  }

  #shown(duty: Duty, standing: DutyStanding): DutyStanding {
    if (this.#mayReadDuty(duty)) return standing
    const { least: _least, ...shown } = standing
    return {
      ...shown,
      reason: closedReason,
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

  // Asked of every record that a page shows or counts.
  #mayReadRegister(id: string): boolean {
    const known = this.#registers.get(id) ?? this.#mayReadUnderEach(id)
    this.#registers.set(id, known)
    return known
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
    return this.#once(`figure ${definition.id}`, () => this.#maySee(readsOfFigure(definition)))
  }

  #mayReadDuty(duty: Duty): boolean {
    return this.#once(`duty ${duty.id}`, () => {
      const reads = readsOfDuty(duty.require, this.pack.figures)
      return reads?.every((read) => this.#maySee(read)) ?? false
    })
  }

  #once(what: string, ask: () => boolean): boolean {
    const known = this.#seen.get(what) ?? ask()
    this.#seen.set(what, known)
    return known
  }

  #maySee(read: RegisterRead): boolean {
    return this.#sessions.every((session) =>
      maySee(session, read, { mayBeGone: session.pack !== this.pack }),
    )
  }
}

/** A book whose records come with everything that they say: what a report is written from. */
export type YearBookWithWords = YearBook & { readonly hasWords: true }

/** A book that was read with its words, as one of which that is known; throws for another. */
export function worded(book: YearBook): YearBookWithWords {
  if (!hasWords(book)) throw new TypeError(`the year ${book.year} was read without its words`)
  return book
}

function hasWords(book: YearBook): book is YearBookWithWords {
  return book.hasWords
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
