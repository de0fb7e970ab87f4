import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ImportView, ImportWritten, MendedSent } from '../../api/contract/import.ts'
import { ask } from '../api-client/ask.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import type { Answer, Mapping } from './import-queries.ts'
import { importQuery, importsQuery } from './import-queries.ts'

interface AnswerGiven {
  readonly field: string
  readonly text: string
  /** Null: it is asked again. */
  readonly answer: Answer | null
}
/** What becomes of a row; `take` takes back what was said of it. */
export type RowDecision = NonNullable<MendedSent['rows']>[number]['decision']

/** What is said anew of a mapping; the rest stays, or is proposed for a new header or register. */
export type MappingChange = Partial<Omit<Mapping, 'answers'>>

/** What somebody does with an import; each is sent at once, one behind the other. */
export interface ImportChanges {
  map(change: MappingChange): void
  /** Takes the mapping of a file. */
  mapBy(file: Blob): void
  answer(answers: readonly AnswerGiven[]): void
  /** The new text of a cell. */
  mend(at: string, text: string): void
  decide(rows: readonly number[], decision: RowDecision): void
  write(reason: string): void
  stop(): void
  readonly isPending: boolean
  readonly isWriting: boolean
  /** What the last writing came to. */
  readonly written: ImportWritten | null
  readonly error: Error | null
}

interface Change {
  readonly path: 'mapping' | 'mapping.yaml' | 'answers' | 'cells' | 'stop'
  /** What is sent, of the import as it stands when its turn has come. */
  readonly bodyOf?: (view: ImportView) => unknown
  readonly file?: Blob
  /** How it stands as soon as it is sent. */
  readonly expects?: (view: ImportView) => ImportView
}

/** Changes an import; what is said stands in the page at once, and what it comes to follows. */
export function useImportChanges({ id }: Pick<ImportView, 'id'>): ImportChanges {
  const { change, write } = useSending(id)
  const { mutate } = change
  const { mutate: send } = write
  const acts = useMemo(
    () => ({
      map: (said: MappingChange) =>
        mutate({
          path: 'mapping',
          bodyOf: ({ mapping: { register, table } }) => ({ register, table, ...said }),
          expects: (view) => ({ ...view, mapping: { ...view.mapping, ...said } }),
        }),
      mapBy: (file: Blob) => mutate({ path: 'mapping.yaml', file }),
      answer: (answers: readonly AnswerGiven[]) =>
        mutate({
          path: 'answers',
          bodyOf: () => ({ answers }),
          expects: (view) => ({ ...view, mapping: withAnswers(view.mapping, answers) }),
        }),
      mend: (at: string, text: string) =>
        mutate({ path: 'cells', bodyOf: (): MendedSent => ({ cells: [{ at, text }] }) }),
      decide: (rows: readonly number[], decision: RowDecision) =>
        mutate({
          path: 'cells',
          bodyOf: (): MendedSent => ({ rows: rows.map((row) => ({ row, decision })) }),
        }),
      stop: () => mutate({ path: 'stop' }),
      write: (reason: string) => send(reason === '' ? null : reason),
    }),
    [mutate, send],
  )
  return {
    ...acts,
    isPending: change.isPending || write.isPending,
    isWriting: write.isPending,
    written: write.data ?? null,
    error: change.error ?? write.error,
  }
}

function useSending(id: string) {
  const queryClient = useQueryClient()
  const { queryKey } = importQuery(id)
  // One behind the other: each is said of what the one before has made.
  const scope = { id: `import ${id}` }
  const seen = () => {
    const view = queryClient.getQueryData(queryKey)
    if (view === undefined) throw new Error(`import ${id} is not open`)
    return { view, headers: { 'if-match': `"${view.version}"` } }
  }
  const change = useMutation({
    scope,
    mutationFn: ({ path, bodyOf, file }: Change) => {
      const { view, headers } = seen()
      return ask<ImportView>(`/imports/${id}/${path}`, {
        method: path === 'stop' ? 'POST' : 'PUT',
        headers,
        ...(file ? { file } : {}),
        ...(bodyOf ? { body: bodyOf(view) } : {}),
      })
    },
    onMutate: async ({ expects }) => {
      await queryClient.cancelQueries({ queryKey, exact: true })
      if (expects) queryClient.setQueryData(queryKey, (view) => view && expects(view))
    },
    onSuccess: (view) => {
      queryClient.setQueryData(queryKey, view)
      void queryClient.invalidateQueries({ queryKey: [...queryKey, 'rows'] })
      void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
    },
    onError: () => queryClient.invalidateQueries({ queryKey }),
  })
  const write = useMutation({
    scope,
    mutationFn: (reason: string | null) =>
      ask<ImportWritten>(`/imports/${id}/write`, {
        method: 'POST',
        headers: seen().headers,
        body: { reason },
      }),
    onSettled: () => {
      void queryClient.invalidateQueries({ queryKey })
      void queryClient.invalidateQueries({ queryKey: importsQuery.queryKey })
      refreshAfterWrite(queryClient)
    },
  })
  return { change, write }
}

function withAnswers(mapping: Mapping, given: readonly AnswerGiven[]): Mapping {
  const answers: Record<string, Readonly<Record<string, Answer>>> = { ...mapping.answers }
  for (const { field, text, answer } of given) {
    const { [text]: _before, ...others } = answers[field] ?? {}
    answers[field] = answer === null ? others : { ...others, [text]: answer }
  }
  return { ...mapping, answers }
}
