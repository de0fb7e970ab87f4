import type { ClaimState } from '../document.ts'

/** How a stated number binds: exactly, at least, at most, or about. */
export type Comparator = '=' | '>=' | '<=' | '~'

/** A number with its measure word as the text states it; a blank has no value yet. */
export interface Quantity {
  /** 万 and 亿 are multiplied out; of a range (3至5次) the lower end; null when blank. */
  readonly value: number | null
  /** The upper end of a range; absent: it is none. */
  readonly upper?: number
  /** Digits after the point where the number alone does not say them (93.0%: one). */
  readonly digits?: number
  /** The measure word without 万/亿: 次, 元, %, 个百分点; empty for a plain fraction. */
  readonly unit: string
  readonly comparator: Comparator
  readonly blank: boolean
}

/** One heading, on a line of its own or run into its paragraph. */
export interface OutlineItem {
  /** Position in the tree: `1.2` is the second item below the first. */
  readonly id: string
  readonly level: number
  /** As written: 一、 （一） 1. 一是 */
  readonly marker: string
  readonly title: string
  readonly runIn: boolean
  readonly start: number
  readonly end: number
}

/** What a claim says, which decides what could support it. */
export type ReadClaimKind = 'count' | 'none' | 'everyone' | 'compare' | 'event' | 'plan' | 'problem'

/** A deed: something is said to have been done, or to stand. */
export type DeedKind = 'list'

/** A piece of the text that a figure, an attestation or a record must support. */
export interface ReadClaim {
  readonly id: string
  /** The outline item it stands under; null before the first heading. */
  readonly section: string | null
  readonly kind: ReadClaimKind | DeedKind
  readonly text: string
  readonly start: number
  readonly end: number
  /** Counts have one, other kinds do not. */
  readonly quantity: Quantity | null
  readonly state: ClaimState
  readonly figure: string | null
  readonly ledger: number | null
}

/** A text as read: all offsets are UTF-16 units of the text that was given. */
export interface Reading {
  /** Empty when the text has none, as drafts often do. */
  readonly title: string
  readonly outline: readonly OutlineItem[]
  readonly claims: readonly ReadClaim[]
  /**
   * What else the text says was done or stands: 健全保密制度, 配备专人. Hardly a sentence of an
   * official text says no such thing, so that they are kept apart; a ledger can speak to them.
   */
  readonly deeds: readonly ReadClaim[]
  /** Names still to be written, with the words around them: 书记XX, XX高速. */
  readonly unnamed: readonly {
    readonly text: string
    readonly start: number
    readonly end: number
  }[]
  /** Instruments named in 《》, each once, in order. */
  readonly cites: readonly string[]
  readonly summary: { readonly blank: number; readonly contradicted: number }
}
