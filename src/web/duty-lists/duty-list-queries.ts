import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { CallStep } from '../../api/contract/call.ts'
import type {
  DutyListBody,
  ListTakenByView,
  OfferedDutyListView,
  SentDutyListView,
  TakeDutyListBody,
  TakenDutyListView,
} from '../../api/contract/duty-list.ts'
import type { SignBody, SigningView } from '../../api/contract/passkey.ts'
import { ask } from '../api-client/ask.ts'

/** Lists of the body above that wait to be taken. */
export const offeredListsQuery = queryOptions({
  queryKey: ['duty-lists', 'offered'],
  queryFn: ({ signal }) => ask<readonly OfferedDutyListView[]>('/duty-lists-offered', { signal }),
})

/** Lists that were taken. */
export const takenListsQuery = queryOptions({
  queryKey: ['duty-lists', 'taken'],
  queryFn: ({ signal }) => ask<readonly TakenDutyListView[]>('/duty-lists-taken', { signal }),
})

/** A list that was taken, to be fitted to the unit anew. */
export const takenFileQuery = (record: string) =>
  queryOptions({
    queryKey: ['duty-lists', 'taken', record],
    queryFn: ({ signal }) =>
      ask<readonly OfferedDutyListView[]>(`/duty-lists-taken/${record}/offered`, { signal }),
  })

/** A list of ours. */
export const dutyListQuery = (id: string) =>
  queryOptions({
    queryKey: ['duty-lists', 'sent', id],
    queryFn: ({ signal }) => ask<SentDutyListView>(`/duty-lists/${id}`, { signal }),
  })

/** Which bodies took a list of ours, page by page. */
export const listTakenByQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['duty-lists', 'sent', id, 'taken-by'],
    queryFn: ({ pageParam, signal }) => {
      const after = pageParam === null ? '' : `?after=${pageParam}`
      return ask<ListTakenByView>(`/duty-lists/${id}/taken-by${after}`, { signal })
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  })

/** Fetches who took a list of ours; how many are new. */
export function fetchTakenBy(id: string): Promise<{ readonly taken: number }> {
  return ask(`/duty-lists/${id}/fetch`, { method: 'POST' })
}

/** Opens the file of a list that somebody brought; nothing is written. */
export function lookAtList(sealed: string): Promise<readonly OfferedDutyListView[]> {
  return ask('/duty-lists-offered', { method: 'POST', body: { sealed } })
}

/** Takes a list, each of its duties fitted to the unit. */
export function takeList(body: TakeDutyListBody): Promise<CallStep> {
  return ask('/duty-lists-taken', { method: 'POST', body })
}

/** Writes a list, or a later version of the one that was read. */
export function prepareList(
  body: DutyListBody,
  over: { readonly id: string; readonly version: number } | null,
): Promise<CallStep> {
  if (over === null) return ask('/duty-lists', { method: 'POST', body })
  const headers = { 'if-match': `"${over.version}"` }
  return ask(`/duty-lists/${over.id}`, { method: 'PUT', headers, body })
}

interface ReadList {
  readonly id: string
  readonly version: number
}

/** Signs the version of a list that was read. */
export function issueList({ id, version }: ReadList, body: SignBody): Promise<CallStep> {
  const headers = { 'if-match': `"${version}"` }
  return ask(`/duty-lists/${id}/issue`, { method: 'POST', headers, body })
}

/** What a passkey is asked to sign of it. */
export function prepareListSigning({ id, version }: ReadList): Promise<SigningView> {
  const headers = { 'if-match': `"${version}"` }
  return ask(`/duty-lists/${id}/signing`, { method: 'POST', headers })
}
