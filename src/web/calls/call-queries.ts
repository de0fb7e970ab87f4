import { queryOptions } from '@tanstack/react-query'
import type {
  BeforeView,
  BodyBelowView,
  CallBody,
  CallStep,
  CollectedView,
  FetchedView,
  OfferedCall,
  ReceivedSheetView,
  SentCallView,
  TakenCallView,
} from '../../api/contract/call.ts'
import { ask } from '../api-client/ask.ts'

/** Calls of the body above that wait to be taken. */
export const offeredQuery = queryOptions({
  queryKey: ['calls', 'offered'],
  queryFn: ({ signal }) => ask<readonly OfferedCall[]>('/calls-offered', { signal }),
})

/** Calls that were taken, with the reports that answer them. */
export const takenQuery = queryOptions({
  queryKey: ['calls', 'taken'],
  queryFn: ({ signal }) => ask<readonly TakenCallView[]>('/calls-taken', { signal }),
})

/** A call of ours: where everybody stands, and the totals. */
export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ['calls', 'sent', id],
    queryFn: ({ signal }) => ask<SentCallView>(`/calls/${id}`, { signal }),
  })

/** What each body said to one thing asked. */
export const collectedQuery = (id: string, item: string) =>
  queryOptions({
    queryKey: ['calls', 'sent', id, item],
    queryFn: ({ signal }) => ask<CollectedView>(`/calls/${id}/collected?item=${item}`, { signal }),
  })

/** What was received before of a figure and period. */
export const beforeQuery = (figure: string, period: string) =>
  queryOptions({
    queryKey: ['calls', 'before', figure, period],
    queryFn: ({ signal }) =>
      ask<BeforeView>(`/collected?figure=${figure}&period=${period}`, { signal }),
    enabled: figure !== '' && /^\d{4}$/.test(period),
  })

/** The bodies below that a call would go to today, in the official order. */
export const bodiesQuery = queryOptions({
  queryKey: ['calls', 'bodies'],
  queryFn: ({ signal }) => ask<readonly BodyBelowView[]>('/subordinates', { signal }),
})

/** Takes a call that was offered, or whose file somebody brought. */
export function takeCall(body: { sealed: string; owner: string | null }): Promise<CallStep> {
  return ask('/calls-taken', { method: 'POST', body })
}

/** Begins the answer to a call; the id of the draft. */
export function openAnswer(taken: string): Promise<{ readonly id: string }> {
  return ask(`/calls-taken/${taken}/answer`, { method: 'POST' })
}

/** Writes a call that somebody is to sign. */
export function prepareCall(body: CallBody): Promise<CallStep> {
  return ask('/calls', { method: 'POST', body })
}

/** Signs, withdraws or urges a call, over the version that was read. */
export function decideCall(
  { id, version }: { readonly id: string; readonly version: number },
  act: 'issue' | 'withdraw' | 'urge',
  body?: { readonly password: string },
): Promise<CallStep> {
  const headers = { 'if-match': `"${version}"` }
  return ask(`/calls/${id}/${act}`, { method: 'POST', headers, ...(body ? { body } : {}) })
}

/** Fetches what the bodies below have sent up about a call. */
export function fetchAnswers(id: string): Promise<FetchedView> {
  return ask(`/calls/${id}/fetch`, { method: 'POST' })
}

/** Takes a sheet that a body without a log has filled in. */
export function receiveSheet(call: string, file: Blob): Promise<ReceivedSheetView> {
  return ask(`/calls/${call}/sheets`, { method: 'POST', file })
}

/** Enters the units of this server that stand below. */
export function enterOwnUnits(): Promise<{ readonly entered: number }> {
  return ask('/subordinates/own', { method: 'POST' })
}
