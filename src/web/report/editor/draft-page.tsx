import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ErrorNote } from '../../components/error-note.tsx'
import { Loading } from '../../components/loading.tsx'
import '../report-page.css'
import './draft-page.css'
import { draftQuery } from './draft-queries.ts'
import { DraftSettled } from './draft-settled.tsx'
import { DraftWriting } from './draft-writing.tsx'

/** A report on its way: written, reviewed, signed, sent. */
export function DraftPage() {
  const { draft } = useParams({ from: '/inside/drafts/$draft' })
  const query = useQuery(draftQuery(draft))
  const view = query.data
  useEffect(() => {
    if (view) document.title = view.tree.title
  }, [view])
  if (!view && query.error) {
    return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  }
  if (!view) return <Loading />
  const step = view.flow?.step
  const isOpen = step === undefined || step === 'drafting' || step === 'reviewed'
  return isOpen ? (
    <DraftWriting key={draft} view={view} />
  ) : (
    <DraftSettled key={draft} view={view} />
  )
}
