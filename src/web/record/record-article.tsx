import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import { recordQuery } from '../api-client/queries.ts'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { RecordOfFiles } from '../looking/record-of-files.ts'

/** A record that was found, with its register and the tag that a correction names. */
export interface FoundRecord {
  readonly record: RecordView
  readonly register: Register
  readonly etag: string
}

/** A page about one record: its way back, waiting, failing, and what to say of another kind. */
export function RecordArticle(props: {
  id: string
  back: ReactNode
  /** Said where `children` gives nothing: the address names a record of another kind. */
  missing: string
  children: (found: FoundRecord) => ReactNode
}) {
  const { pack } = useUnit()
  const query = useQuery(recordQuery(props.id))
  const record = query.data?.body
  const register = record ? registerOf(pack, record.register) : null
  const etag = query.data?.etag ?? `"${record?.version}"`
  const sheet = record && register ? props.children({ record, register, etag }) : null
  return (
    <article className="problem">
      <p className="small unprinted">{props.back}</p>
      {query.isPending ? <Loading /> : null}
      {query.error ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : null}
      <RecordOfFiles.Provider value={props.id}>
        {sheet ?? (record ? <Empty title={props.missing} /> : null)}
      </RecordOfFiles.Provider>
    </article>
  )
}
