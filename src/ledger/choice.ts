import type { Label } from './label.ts'

/** An item of a choice list. */
export interface Choice {
  readonly id: string
  readonly label: Label
}
