import type { Duty } from '../../duty/duty.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import { standingOf } from '../../duty/standing.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { evaluateFigure } from '../../ledger/figure/evaluate-figure.ts'
import type { FigureDefinition, FigureValue } from '../../ledger/figure/figure.ts'
import { yearsCounted } from '../../ledger/figure/reads.ts'
import { answersAmong } from '../../ledger/predicate/answers.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Registers } from '../../ledger/register/register.ts'
import type { ReportDocument } from '../document.ts'
import { periodOf } from '../document.ts'
import type { Evidence } from '../evidence/evidence.ts'
import type { KnownDefinitions } from '../evidence/report-uses.ts'
import type { ReadRecords } from './read-records.ts'

/** Definitions by id, as the evidence carries them. */
export function knownDefinitions({ definitions }: Evidence): KnownDefinitions & Registers {
  const byId = <T extends { readonly id: string }>(items: readonly T[]) =>
    new Map(items.map((item) => [item.id, item]))
  return {
    registers: byId(definitions.registers),
    figures: byId(definitions.figures),
    duties: byId(definitions.duties),
    lists: new Map(definitions.lists.map(({ id, choices }) => [id, choices])),
  }
}

class NeedsRoster extends Error {}

/** Computes figures and duties again from the enclosed records, with the ledger's own evaluator. */
export class Recomputation {
  readonly #document: ReportDocument
  readonly #evidence: Evidence
  readonly #known: KnownDefinitions & Registers
  readonly #records: ReadRecords
  readonly #near: readonly LedgerRecord[]
  readonly #byRegister = new Map<string, readonly LedgerRecord[]>()
  readonly #answers: ReturnType<typeof answersAmong>

  constructor(given: {
    readonly document: ReportDocument
    readonly evidence: Evidence
    readonly known: KnownDefinitions & Registers
    readonly records: ReadRecords
  }) {
    this.#document = given.document
    this.#evidence = given.evidence
    this.#known = given.known
    this.#records = given.records
    const { year } = given.document
    this.#near = [year - 1, year, year + 1].flatMap((one) => this.#in(one))
    this.#answers = answersAmong(this.#near, { today: given.evidence.today })
  }

  /** A figure over a year. How it is split by person is left out: that stays with the keeper. */
  figure({ per: _per, by: _by, ...definition }: FigureDefinition, year: number): FigureValue {
    const { register } = definition.measure
    const records = yearsCounted(definition, year).flatMap((one) => this.#of(register, one))
    const value = evaluateFigure(definition, records, {
      registers: this.#known,
      period: year === this.#document.year ? periodOf(this.#document) : `${year}`,
      today: this.#evidence.today,
      asOf: this.#document.asOf,
      lastYearRecords: this.#of(register, year - 1),
      baselines: this.#about(core.baseline.id),
      answers: this.#answers,
    })
    return this.#document.judged === undefined ? { ...value, rounding: 'cut' } : value
  }

  /** Where a duty stands; null where that does not follow from records alone. */
  standing(duty: Duty): DutyStanding | null {
    const { year, asOf } = this.#document
    const stays = (): never => {
      throw new NeedsRoster()
    }
    try {
      return standingOf(duty, {
        year,
        today: this.#evidence.today,
        asOf,
        registers: this.#known,
        figures: this.#known.figures,
        answers: this.#answers,
        records: this.#in(year),
        lastYearRecords: this.#in(year - 1),
        statements: this.#about(core.statement.id),
        attestations: this.#about(core.attestation.id),
        baselines: this.#about(core.baseline.id),
        holders: stays,
        tenures: stays,
        offices: stays,
        officeDays: stays,
        isWorkday: stays,
      })
    } catch (error) {
      if (error instanceof NeedsRoster) return null
      throw error
    }
  }

  /** What people said and stated near the year. */
  #about(register: string): readonly LedgerRecord[] {
    return this.#near.filter((one) => one.register === register)
  }

  #of(register: string, year: number): readonly LedgerRecord[] {
    const key = `${register} ${year}`
    const known = this.#byRegister.get(key)
    if (known) return known
    const own = this.#in(year).filter((one) => one.register === register)
    this.#byRegister.set(key, own)
    return own
  }

  #in(year: number): readonly LedgerRecord[] {
    return this.#records.byYear.get(year) ?? []
  }
}
