import type { Asserted } from '../../duty/requirements/requirement-kind.ts'
import type { Label } from '../../ledger/label.ts'

/** Something of the ledger that a text may speak of, and how reports speak of it. */
export type Wording = FigureWording | DutyWording | RecordWording

/** A figure as reports speak of it. */
export interface FigureWording {
  readonly figureId: string
  readonly label: Label
  /** Its measure word, Chinese. */
  readonly unit: string
  /** Wordings under which reports state this figure. */
  readonly phrases: readonly string[]
  /** It is counted of each person by itself. */
  readonly ofEach: boolean
  /** Figures that count the same and more of it: 查摆问题 of 查摆形式主义问题. */
  readonly within: readonly string[]
  /** What a claim without a number may say by it. */
  readonly bears: readonly FigureClaim[]
}

/**
 * Whether whoever writes a report is offered it. What is counted of each person is known to the
 * check of a text, which holds against the ledger what the text says of each or of them together;
 * nobody is led to write what one person did.
 */
export function isOffered({ ofEach }: FigureWording): boolean {
  return !ofEach
}

/** That there is such a thing; that there was none of it; that it is no more than last year. */
export type FigureClaim = 'exists' | 'none' | 'compare'

/** A duty as reports say that it is kept. */
export interface DutyWording {
  readonly dutyId: string
  readonly label: Label
  readonly phrases: readonly string[]
  /** The figure by which it is kept; null where it reads records itself. */
  readonly figure: {
    readonly id: string
    readonly unit: string
    /** Its number is what each of them has: 班子成员均开展2次. */
    readonly ofEach: boolean
  } | null
  /** The figure that counts what it speaks of, be it kept by it or by there being none. */
  readonly about: string | null
  readonly asserted: Asserted
}

/** A record by all that it says: a text means it when it says nothing else. */
export interface RecordWording {
  readonly recordId: string
  /** The kind of claim that is written from it. */
  readonly kind: 'event' | 'plan' | 'problem'
  /** Its event date, `YYYY-MM-DD`. */
  readonly day: string
  /** By which day a task is to be done; absent: it is no task. */
  readonly due?: string
  readonly title: string
  /** Its other values, as text. */
  readonly says: readonly string[]
}

/** How a duty asks that something is done; null where no duty is meant. */
export function mannerOf(of: Wording): Asserted['manner'] | null {
  return 'dutyId' in of ? of.asserted.manner : null
}

/** Asks no more than that there is one. */
export function isOnce({ asserted: { manner: how, atLeast } }: DutyWording): boolean {
  return how === 'done' && atLeast === 1
}
