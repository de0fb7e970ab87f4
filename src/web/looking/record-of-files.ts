import { useQuery } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import type { Values } from '../../ledger/value.ts'
import { versionsQuery } from '../api-client/queries.ts'

/** The record whose files are shown below; null where there is none to fetch them from. */
export const RecordOfFiles = createContext<string | null>(null)

/** Where a file can be fetched: the first of these paths of the API that has it. */
export type PathsOf = (sha256: string) => readonly string[]

/** Of files that a record links; nowhere outside a record. */
export function useRecordFiles(): PathsOf {
  const record = useContext(RecordOfFiles)
  return (sha256) => (record === null ? [] : [`/records/${record}/files/${sha256}`])
}

/** Of files in a form: what was brought a moment ago, else what stood in the record. */
export function useOwnFiles(): PathsOf {
  const recordPaths = useRecordFiles()
  return (sha256) => [`/attachments/${sha256}`, ...recordPaths(sha256)]
}

/** When each file came into the record: the moment of the first version that links it. */
export function useFileMoments(): ReadonlyMap<string, string> {
  const record = useContext(RecordOfFiles)
  const { data: versions = [] } = useQuery({
    ...versionsQuery(record ?? ''),
    enabled: record !== null,
  })
  const moments = new Map<string, string>()
  for (const { values, recordedAt } of versions.toReversed()) {
    for (const sha256 of filesIn(values)) moments.set(sha256, recordedAt)
  }
  return moments
}

function filesIn(values: Values): readonly string[] {
  return Array.from(
    JSON.stringify(values).matchAll(/"sha256":"([0-9a-f]{64})"/g),
    ([, sha256 = '']) => sha256,
  )
}
