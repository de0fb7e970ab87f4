import { createContext, useContext } from 'react'
import type { Values } from '../../ledger/value.ts'

/**
 * Opens 记一笔, for the register named or to choose one. `start` is filled in already; `on` is the
 * day it happened, for whichever register is chosen.
 */
export type RecordOne = (register?: string, start?: Values, on?: string) => void

export const RecordOneContext = createContext<RecordOne>(() => undefined)

/** How any page offers 记一笔. */
export function useRecordOne(): RecordOne {
  return useContext(RecordOneContext)
}
