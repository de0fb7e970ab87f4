import type { LogPosition } from '../../ledger/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { RecordBrief } from './views.ts'

/** GET /api/v1/years/{year}/burden?at= : what the year cost, against the year before. */
export interface BurdenView {
  readonly year: number
  readonly today: string
  readonly asOf: LogPosition
  /** What the pack declares under `burden`, as far as the reader may see it. */
  readonly lines: readonly {
    readonly figure: string
    readonly label: Label
    readonly unit: Label
    /** `now` is null in a month that has not begun. */
    readonly months: readonly {
      readonly month: string
      readonly now: number | null
      readonly last: number
    }[]
    readonly soFar: number
    readonly lastToSameDay: number
    readonly lastWhole: number
    /** Null in the first quarter of the year and when it is over. */
    readonly forecast: number | null
    readonly sentence: Label
    readonly records: readonly string[]
  }[]
  /** Duties without a source outside the unit, and duties set otherwise than their source sets. */
  readonly laidOnItself: readonly {
    readonly duty: string
    readonly label: Label
    readonly why: 'own-rule' | 'other-cadence'
    readonly requirement: Label
    readonly source: Label | null
  }[]
  readonly duties: number
  /** Entries the whole unit wrote. */
  readonly entries: readonly {
    readonly month: string
    readonly now: number | null
    readonly last: number
  }[]
  /** Numbers in each report that the ledger gives, and that somebody typed. */
  readonly reports: readonly {
    readonly report: string
    readonly label: Label
    readonly computed: number
    readonly typed: number
  }[]
}

/** GET /api/v1/years/{year}/lateness?at= : event date against entry date. */
export interface LatenessView {
  readonly year: number
  readonly today: string
  readonly total: number
  readonly late: number
  readonly share: number | null
  readonly months: readonly {
    readonly month: string
    readonly inTime: number
    readonly late: number
  }[]
  /** At most 5,000; of more, every late one and the newest of the others. */
  readonly points: readonly {
    readonly id: string
    readonly register: string
    readonly occurredOn: string
    readonly recordedAt: string
    readonly recordedOn: string
    readonly lateDays: number
  }[]
  readonly sentence: Label
}

/** GET /api/v1/duties/{id}/attestation?period= : what speaks for and against it. */
export interface AttestationView {
  readonly duty: string
  readonly period: string
  /** The first day on which it can be given: the last of the period. */
  readonly opensOn: string
  /** The role that is asked for it. */
  readonly by: string
  readonly mayGive: boolean
  /** Why it cannot be given now; null where it can. */
  readonly refusal: Label | null
  /** The one in force for the period, and whether a record contradicts it. */
  readonly given: {
    readonly record: string
    readonly person: string
    readonly givenOn: string
    readonly contradicted: boolean
  } | null
  /** Records of the figures that the duty names as its basis, in the period. */
  readonly speaksFor: readonly RecordBrief[]
  readonly speaksAgainst: readonly RecordBrief[]
  /** True where what speaks against it stands in a register that the reader may not see. */
  readonly hidden: boolean
  readonly sentence: Label
}
