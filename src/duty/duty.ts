import type { Label } from '../ledger/label.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'

/** Where a duty comes from. `clause` only where it was read in a text (`verified`). */
export interface Source {
  readonly instrument: string
  readonly clause: string | null
  readonly verified: boolean
  readonly tier: 'party-regulation' | 'law' | 'upper-body' | 'local' | 'own'
  /** The cadence the source sets, when the one set here is stricter or looser. */
  readonly cadence?: Label
}

/** Kinds and sizes of bodies; what is absent does not matter. */
export interface BoundBodies {
  readonly kinds?: readonly string[]
  readonly sizes?: readonly string[]
}

/** Something owed every year. */
export interface Duty {
  readonly id: string
  readonly label: Label
  /** Part of the year page it stands in. */
  readonly part: string
  readonly source: Source
  readonly require: Requirement
  /** The bodies that it binds; absent: all of them. */
  readonly binds?: BoundBodies
  /** The first day on which it is owed, where the ledger of a unit has one; absent: always. */
  readonly since?: string
  /** The last day on which it is owed, where the list that lays it has an end; absent: always. */
  readonly until?: string
  /** A list of the body above lays it, from its own first day on. */
  readonly isLaid?: true
  /** Wordings under which reports say that it is kept; the reader proposes by them. */
  readonly phrases?: readonly string[]
}
