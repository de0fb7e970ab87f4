import type { Place } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'

/**
 * What stands between a draft and its signature. `blocks`: always. `override`: unless the first
 * responsible person lets it stand with a reason. `accept`: unless somebody accepts the sentence by
 * name. `notice`: is listed and blocks nothing.
 */
export interface Finding {
  /** Stable and dotted, e.g. `report.issuer.missing`. */
  readonly code: string
  readonly weight: 'blocks' | 'override' | 'accept' | 'notice'
  /** `['issuer']`, `['blocks', 3]`, `['claims', 'c7']`. */
  readonly at: Place
  /** The words that stand there, where it speaks of just these and no claim carries them. */
  readonly words?: string
  readonly text: Label
  readonly hint: Label
}
