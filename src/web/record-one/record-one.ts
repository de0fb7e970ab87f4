import { createContext, useContext } from 'react'
import type { WantedView } from '../../api/contract/year.ts'
import type { Values } from '../../ledger/value.ts'

/** The window of a duty that a record is written for, and how much was done in it before. */
export interface ForWindow {
  readonly duty: string
  readonly period: string
  readonly done: number
  readonly wanted: NonNullable<WantedView['wanted']>
}

/** What 记一笔 is opened with. */
export interface Recording {
  /** Absent: somebody chooses one. */
  readonly register?: string | undefined
  /** Which kind of its records, as the fields that say it. */
  readonly kind?: Values | undefined
  /** What is filled in already. */
  readonly start?: Values
  /** The day it happened, for whichever register is chosen. */
  readonly on?: string | undefined
  /** The window of a duty that the record is to answer. */
  readonly window?: ForWindow
}

/** Opens 记一笔 above the page that stands there. */
export type RecordOne = (recording?: Recording) => void

export const RecordOneContext = createContext<RecordOne>(() => undefined)

/** How any page offers 记一笔. */
export function useRecordOne(): RecordOne {
  return useContext(RecordOneContext)
}
