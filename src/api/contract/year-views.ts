import type { BurdenLine } from '../../app/burden/burden-line.ts'
import type { Lateness } from '../../app/compute-lateness.ts'
import type { WeighedAttestation } from '../../app/weigh-attestation.ts'
import type { LogPosition } from '../../ledger/figure.ts'
import type { Label } from '../../ledger/label.ts'

/** GET /api/v1/years/{year}/burden?at= : what the year cost, against the year before. */
export interface BurdenView {
  readonly year: number
  readonly today: string
  readonly asOf: LogPosition
  /** What the pack declares under `burden`, as far as the reader may see it. */
  readonly lines: readonly BurdenLine[]
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
export type LatenessView = Lateness

/** GET /api/v1/duties/{id}/attestation?period= : what speaks for and against it. */
export type AttestationView = WeighedAttestation
