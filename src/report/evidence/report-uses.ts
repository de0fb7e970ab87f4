import type { Duty } from '../../duty/duty.ts'
import type { ReadByDuty } from '../../duty/duty-reads.ts'
import { provedBy, readsOfDuty } from '../../duty/duty-reads.ts'
import { requirementKindOf } from '../../duty/requirements/requirement-kinds.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import type { RegisterRead } from '../../ledger/figure/reads.ts'
import { readsOfFigure } from '../../ledger/figure/reads.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Claim, ReportDocument } from '../document.ts'
import { addBaselines, addNeeds, addStatements, RecordNeeds } from './field-needs.ts'

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

/** A duty that claims rest on. */
export interface UsedDuty extends Used<Duty> {
  /** Its state follows from records alone. */
  readonly fromRecords: boolean
  readonly reads: readonly ReadByDuty[]
}

/** What the claims of a report rest on. */
export interface ReportUses {
  readonly figures: ReadonlyMap<string, Used<FigureDefinition>>
  readonly duties: ReadonlyMap<string, UsedDuty>
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
  const duties = new Map<string, UsedDuty>()
  for (const claim of claims) {
    const figure = known.figures.get(claim.figure ?? '')
    if (figure) {
      const at = yearOfClaim(claim, document)
      const read = readsOfFigure(figure)
      const closed = closedOf(known, (apart) => addNeeds(apart, read, at))
      figures.set(figure.id, { definition: figure, closed })
      addNeeds(needs, closed.length === 0 ? read : recordsOnly(read), at)
      if (figure.compare !== undefined && known.registers.has(core.baseline.id)) {
        addBaselines(needs, at)
      }
    }
  }
  for (const id of dutiesOf(document, known)) {
    const duty = known.duties.get(id)
    if (!duty) continue
    const { used, asked } = useOf(duty, { known, year })
    duties.set(duty.id, used)
    if (used.closed.length === 0) asked(needs)
  }
  if (document.notMentioned !== undefined) {
    for (const duty of known.duties.values()) {
      if (duties.has(duty.id)) continue
      const { used, asked } = useOf(duty, { known, year })
      if (used.closed.length > 0 || !used.fromRecords) continue
      const apart = new RecordNeeds(known.registers)
      asked(apart)
      if (needs.covers(apart)) duties.set(duty.id, used)
    }
  }
  return { figures, duties, needs }
}

/** Whether a duty reads a figure that is compared with the year before. */
function comparesIn(reads: readonly ReadByDuty[], { figures }: KnownDefinitions): boolean {
  return reads.some(({ figure }) => figures.get(figure ?? '')?.compare !== undefined)
}

/** A duty with what of the records must be shown for it. */
function useOf(
  duty: Duty,
  { known, year }: { readonly known: KnownDefinitions; readonly year: number },
): { readonly used: UsedDuty; readonly asked: (needs: RecordNeeds) => void } {
  const reads = readsOfDuty(duty.require, known.figures)
  const fromRecords = reads !== null && provedBy(duty.require) === 'records'
  const asked = (needs: RecordNeeds) => {
    if (!fromRecords) return
    for (const read of reads) addNeeds(needs, read, year)
    addStatements(needs, year)
    if (known.registers.has(core.baseline.id) && comparesIn(reads, known)) addBaselines(needs, year)
  }
  const closed = closedOf(known, asked)
  return { used: { definition: duty, closed, fromRecords, reads: reads ?? [] }, asked }
}

/**
 * The duties that a report is judged by: those of its claims, and where it says what it leaves
 * out, these and every one of which there should be none. Others follow that can be judged by what
 * is shown for these anyway.
 */
function dutiesOf(
  { claims, notMentioned }: ReportDocument,
  { duties }: KnownDefinitions,
): ReadonlySet<string> {
  const claimed = claims.flatMap(({ duty }) => duty ?? [])
  if (notMentioned === undefined) return new Set(claimed)
  const none = [...duties.values()].filter(
    ({ require }) => requirementKindOf(require).claimed === 'none',
  )
  const left = notMentioned.map(({ duty }) => duty)
  return new Set([...claimed, ...left, ...none.map(({ id }) => id)])
}

/** That the records are there, and nothing of them. */
function recordsOnly({ register, since }: RegisterRead): RegisterRead {
  return { register, since, asks: [], fields: [] }
}

function closedOf(
  { registers }: KnownDefinitions,
  add: (needs: RecordNeeds) => void,
): readonly string[] {
  const apart = new RecordNeeds(registers)
  add(apart)
  return [...apart.closed].sort()
}
