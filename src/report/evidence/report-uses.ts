import type { Duty } from '../../duty/duty.ts'
import type { FigureDefinition } from '../../ledger/figure.ts'
import type { Register } from '../../ledger/register.ts'
import type { Claim, ReportDocument } from '../document.ts'
import { addDutyNeeds, addFigureNeeds, RecordNeeds } from './field-needs.ts'

/** The definitions that a report may use, by id. */
export interface KnownDefinitions {
  readonly registers: ReadonlyMap<string, Register>
  readonly figures: ReadonlyMap<string, FigureDefinition>
  readonly duties: ReadonlyMap<string, Duty>
}

/** A figure or duty that claims rest on, and whether a stranger may compute it again. */
export interface Used<T> {
  readonly definition: T
  /** Fields and registers it reads that stay closed: restricted ones, and who did what. */
  readonly closed: readonly string[]
}

/** What the claims of a report rest on. */
export interface ReportUses {
  readonly figures: ReadonlyMap<string, Used<FigureDefinition>>
  /** `fromRecords`: its state follows from records alone. */
  readonly duties: ReadonlyMap<string, Used<Duty> & { readonly fromRecords: boolean }>
  /** What is opened so that everything that is not closed can be computed again. */
  readonly needs: RecordNeeds
}

/** The year whose records a claim counts: a plan counts those of the next. */
export function yearOfClaim({ kind }: Pick<Claim, 'kind'>, { year }: { year: number }): number {
  return kind === 'plan' ? year + 1 : year
}

/** What the claims of a document rest on, and what of the records must be shown for it. */
export function usesOf(document: ReportDocument, known: KnownDefinitions): ReportUses {
  const { year, claims } = document
  const needs = new RecordNeeds(known.registers)
  const figures = new Map<string, Used<FigureDefinition>>()
  const duties = new Map<string, Used<Duty> & { fromRecords: boolean }>()
  for (const claim of claims) {
    const figure = known.figures.get(claim.figure ?? '')
    if (figure) {
      const at = yearOfClaim(claim, document)
      const years = figure.compare === undefined ? [at] : [at, at - 1]
      const closed = closedOf(known, (apart) => addFigureNeeds(apart, figure, years))
      figures.set(figure.id, { definition: figure, closed })
      if (closed.length === 0) addFigureNeeds(needs, figure, years)
      else for (const one of years) needs.records(figure.measure.register, one)
    }
    const duty = known.duties.get(claim.duty ?? '')
    if (duty && !duties.has(duty.id)) {
      let fromRecords = false
      const add = (apart: RecordNeeds) => {
        fromRecords = addDutyNeeds(apart, duty, { year, figures: known.figures })
      }
      const closed = closedOf(known, add)
      duties.set(duty.id, { definition: duty, closed, fromRecords })
      if (closed.length === 0) add(needs)
    }
  }
  return { figures, duties, needs }
}

function closedOf(
  { registers }: KnownDefinitions,
  add: (needs: RecordNeeds) => void,
): readonly string[] {
  const apart = new RecordNeeds(registers)
  add(apart)
  return [...apart.closed].sort()
}
