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

/**
 * Opens 记一笔, for the register named or to choose one. `start` is filled in already; `on` is the
 * day it happened, for whichever register is chosen; `window` is the one that it is to answer.
 */
export type RecordOne = (register?: string, start?: Values, on?: string, window?: ForWindow) => void

export const RecordOneContext = createContext<RecordOne>(() => undefined)

/** How any page offers 记一笔. */
export function useRecordOne(): RecordOne {
  return useContext(RecordOneContext)
}
