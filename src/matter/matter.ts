import type { Named } from './capacity.ts'

/** Where something that is to be done comes from. */
export type MatterKind = 'duty' | 'task' | 'problem' | 'meeting' | 'attestation' | 'report'

/** Whose move it is: any of these people, or anybody with one of these roles. */
export interface Turn {
  readonly people: readonly string[]
  readonly roles: readonly string[]
}

/** Something that somebody has to do, wherever it comes from. Computed, never stored. */
export interface Matter {
  readonly kind: MatterKind
  /** Surfaces that speak of one and the same thing share it. */
  readonly key: string
  /** The record behind it; null: a window of a duty. */
  readonly record: string | null
  readonly duty: string | null
  readonly period: string | null
  readonly named: Named
  /** The day by which it is to be done, `YYYY-MM-DD`; null: none is set. */
  readonly due: string | null
  /** There is still something to do. */
  readonly isOpen: boolean
  /** Past its day and still open. */
  readonly isLate: boolean
  /** Nobody's, once it is closed. */
  readonly turn: Turn
  /**
   * From when on it waits for whose turn it is: the day before which it is only to come, `atOnce`,
   * or null, where it asks for nothing by itself.
   */
  readonly asks: string | typeof atOnce | null
}

/** It waits from now on, whatever its day. */
export const atOnce = 'atOnce'

/** Nobody's move. */
export const nobodysTurn: Turn = { people: [], roles: [] }

/** The turn of one person, where there is one. */
export function turnOf(person: string | null): Turn {
  return person === null ? nobodysTurn : { people: [person], roles: [] }
}

/** Somebody who asks what waits for them. */
export interface TurnTaker {
  readonly person: string | null
  readonly roles: readonly string[]
}

/** Whether it is somebody's move. */
export function isTurnOf({ turn }: Matter, { person, roles }: TurnTaker): boolean {
  return (
    (person !== null && turn.people.includes(person)) ||
    turn.roles.some((role) => roles.includes(role))
  )
}

/** Whether it waits already, seen up to and with `lastDay`. */
export function waits({ isOpen, asks }: Matter, lastDay: string): boolean {
  return isOpen && asks !== null && (asks === atOnce || asks <= lastDay)
}
