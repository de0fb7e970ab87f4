import { queryOptions } from '@tanstack/react-query'
import type { ImportList, ImportRows, ImportView, PassedRows } from '../../api/contract/import.ts'
import { ask } from '../api-client/ask.ts'

/** Rows that the page shows at a time. */
export const rowsLimit = 50
const whileBusyMs = 700

/** How its columns become records, as it is sent. */
export type Mapping = ImportView['mapping']
/** What is asked about it, once for all rows. */
export type Question = NonNullable<ImportView['found']>['questions'][number]
/** What a text was said to mean. */
export type Answer = Mapping['answers'][string][string]
/** One row of the grid. */
export type ImportRow = ImportRows['items'][number]
/** A row is in one of these states, by which the page lists them. */
export type RowState = ImportRows['items'][number]['state']

/** My imports that are not done, newest first. */
export const importsQuery = queryOptions({
  queryKey: ['imports'],
  queryFn: ({ signal }) => ask<ImportList>('/imports', { signal }),
  select: (all) => all.filter(({ isOwn, state }) => isOwn && state !== 'done'),
})

/** One import as it stands; asked again and again while the server reads or writes. */
export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['import', id],
    queryFn: ({ signal }) => ask<ImportView>(`/imports/${id}`, { signal }),
    structuralSharing: withWhatWasFound,
    refetchInterval: ({ state: { data } }) =>
      data?.state === 'reading' || data?.state === 'writing' ? whileBusyMs : false,
  })

/** While it is read anew, what was found before stays in sight. */
function withWhatWasFound(before: unknown, now: unknown): unknown {
  const [old, view] = [before as ImportView | undefined, now as ImportView]
  return view.found === null && old?.found ? { ...view, found: old.found } : view
}

/** A page of its rows, behind the row named; it is answered once they are read. */
export const importRowsQuery = (id: string, state: RowState, after: number) =>
  queryOptions({
    queryKey: ['import', id, 'rows', state, after],
    queryFn: ({ signal }) =>
      ask<ImportRows>(`/imports/${id}/rows?state=${state}&after=${after}&limit=${rowsLimit}`, {
        signal,
      }),
  })

/** The same of rows that are no records. */
export const passedRowsQuery = (id: string, after: number) =>
  queryOptions({
    queryKey: ['import', id, 'rows', 'passed', after],
    queryFn: ({ signal }) =>
      ask<PassedRows>(`/imports/${id}/passed?after=${after}&limit=${rowsLimit}`, { signal }),
  })
