import { createContext, useContext } from 'react'

/** Opens 记一笔, for the register named or to choose one. */
export type RecordOne = (register?: string) => void

export const RecordOneContext = createContext<RecordOne>(() => undefined)

/** How any page offers 记一笔. */
export function useRecordOne(): RecordOne {
  return useContext(RecordOneContext)
}
