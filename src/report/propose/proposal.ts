import type { CalendarWindow } from '../../ledger/day/period.ts'
import type { Bounds } from './bounds.ts'
import type { Change } from './changes.ts'
import type { FigureClaim } from './wording.ts'

/** What a claim most likely rests on, as a claim of a template says it. */
export type Proposal = Basis & {
  /** Its sentence goes on to say of the same what rests on nothing; absent: it does not. */
  readonly goesOn?: true
}

type Basis =
  | {
      readonly by: 'figure' | FigureClaim
      readonly id: string
      /** Part of the year that is meant, as `ClaimContext` says it; null: all of it. */
      readonly part: string | null
      /** How the number is held against the year before; absent: it is not. */
      readonly changes?: readonly Change[]
      /** Days on each of which one of what is counted was; absent: none is named. */
      readonly days?: readonly string[]
      /** All that is counted was on those days; absent: there may be more. */
      readonly noOther?: true
      /** What loose words say of the number; absent: it binds as its comparator says. */
      readonly bounds?: Bounds
      /** The number is the mean of such windows; absent: it is that of the whole. */
      readonly mean?: CalendarWindow
      /** Of a comparison: the number that the text states just before; absent: none. */
      readonly stated?: number
      /** Figures that the words may mean as well, and mean less likely; absent: none. */
      readonly others?: readonly string[]
      /** The words say that they count the whole year; absent: they may count less of it. */
      readonly ofYear?: true
      /** A word of it is unknown, and another number may be of something else; absent: none is. */
      readonly unsure?: true
    }
  | {
      readonly by: 'duty'
      readonly id: string
      /** The figure whose number is stated of each; null where the claim states none. */
      readonly figure: string | null
      /** Of how many it is said; null where the claim does not say. */
      readonly all: number | null
      /** It is said not to be kept; absent: it is said to be. */
      readonly undone?: Undone
    }
  | {
      readonly by: 'record'
      readonly id: string
      /** Others that say the same in the same words; absent: none does. */
      readonly alike?: readonly string[]
      /** The duty that it is said to have kept, as by its time; absent: none. */
      readonly kept?: string
      /** The words mean it, and say otherwise when or how often it is to be; absent: neither. */
      readonly differs?: 'day' | 'due' | 'often'
    }
  /** A figure of which there is to be so much in each of several parts of the year. */
  | {
      readonly by: 'inEach'
      readonly id: string
      /** The parts in order, as periods without their year. */
      readonly windows: readonly string[]
      readonly least: number
      /** No more than that either; absent: there may be more. */
      readonly exact?: true
    }
  /** A figure of which a record is to be dated so: on a day, or between two. */
  | { readonly by: 'inDays'; readonly id: string; readonly from: string; readonly to: string }

/** In what a duty is said not to have been kept. */
export interface Undone {
  /** By how many; null where it is not said. */
  readonly short: number | null
  /** In which of its windows, as a period without its year; null: in the year. */
  readonly window: string | null
  /** The days of what speaks against it. */
  readonly days: readonly string[]
}
