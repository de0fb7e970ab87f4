import type { Label } from '../ledger/label.ts'

/** What is asked of whom something waits for, in the order in which it is listed. */
export const waitingAsks = [
  'returned',
  'sign',
  'review',
  'attest',
  'answer',
  'send',
  'overdue',
  'due',
] as const

/** See `waitingAsks`. */
export type WaitingAsk = (typeof waitingAsks)[number]

/** Where it is done. */
export type WaitingPlace =
  | {
      readonly kind: 'window'
      readonly year: number
      readonly duty: string
      readonly period: string
    }
  | { readonly kind: 'record'; readonly register: string; readonly record: string }
  | { readonly kind: 'draft'; readonly draft: string }
  | { readonly kind: 'received' }
  | { readonly kind: 'calls' }
  | { readonly kind: 'call'; readonly call: string }
  | { readonly kind: 'dutyLists' }
  | { readonly kind: 'dutyList'; readonly list: string }

/** Something that waits for one person, as every surface lists it. */
export interface Waiting {
  /** Two sources that speak of one thing share it. */
  readonly key: string
  readonly asks: WaitingAsk
  readonly title: Label
  /** Why it waits, in a few words. */
  readonly about: Label
  readonly due: string | null
  readonly place: WaitingPlace
}
