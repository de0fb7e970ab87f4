import { createContext, useContext } from 'react'

/** The record whose files are shown below; null where there is none to fetch them from. */
export const RecordOfFiles = createContext<string | null>(null)

/** Where a file can be fetched; null outside a record. */
export function useFileAddress(): (sha256: string) => string | null {
  const record = useContext(RecordOfFiles)
  return (sha256) => (record === null ? null : `/api/v1/records/${record}/files/${sha256}`)
}
