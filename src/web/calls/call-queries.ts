import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type {
  AddresseePageView,
  BeforeView,
  CallBody,
  CallStep,
  CallsPageView,
  CollectedView,
  FetchedView,
  OfferedCall,
  ReceivedSheetView,
  SentCallView,
  TakenCallView,
} from '../../api/contract/call.ts'
import type {
  AnswersAskedView,
  AskedAnswerView,
  BelowView,
  HandedOnView,
} from '../../api/contract/calls-below.ts'
import type { SignBody, SigningView } from '../../api/contract/passkey.ts'
import type { WatchedLogView } from '../../api/contract/received.ts'
import { parsePeriod } from '../../ledger/day/period.ts'
import { ApiFailure, ask, unreachableError } from '../api-client/ask.ts'

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

/** Calls of ours, page by page, each with where the bodies stand. */
export const callsQuery = infiniteQueryOptions({
  queryKey: ['calls', 'list'],
  queryFn: ({ pageParam, signal }) => {
    const after = pageParam === null ? '' : `?after=${encodeURIComponent(pageParam)}`
    return ask<CallsPageView>(`/calls${after}`, { signal })
  },
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
})

/** A call of ours: where everybody stands, and the totals. */
export const callQuery = (id: string) =>
  queryOptions({
    queryKey: ['calls', 'sent', id],
    queryFn: ({ signal }) => ask<SentCallView>(`/calls/${id}`, { signal }),
  })

/** Further bodies that a call asks, page by page, behind the first page. */
export const addresseesQuery = (id: string, first: string | null) =>
  infiniteQueryOptions({
    queryKey: ['calls', 'sent', id, 'addressees', first],
    queryFn: ({ pageParam, signal }) =>
      ask<AddresseePageView>(`/calls/${id}/addressees?after=${pageParam}`, { signal }),
    initialPageParam: first ?? '',
    getNextPageParam: ({ next }) => next,
    enabled: false,
  })

/** Bodies of one page of what was said. */
const collectedPage = 200

/** What bodies said to one thing asked, page by page. */
export const collectedQuery = (id: string, item: string) =>
  infiniteQueryOptions({
    queryKey: ['calls', 'sent', id, 'collected', item],
    queryFn: ({ pageParam, signal }) =>
      ask<CollectedView>(
        `/calls/${id}/collected?item=${item}${pageParam === '' ? '' : `&after=${pageParam}`}`,
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: (page) => (page.length < collectedPage ? null : (page.at(-1)?.id ?? null)),
  })

/** What the sender of an answer counted of the bodies below it; null: nothing. */
export const belowQuery = (record: string) =>
  queryOptions({
    queryKey: ['calls', 'below', record],
    queryFn: ({ signal }) => ask<BelowView | null>(`/received/${record}/below`, { signal }),
  })

/** Holds the file of an answer from below against what was counted of it. */
export function checkHandedOn(
  { record, log }: { readonly record: string; readonly log: string },
  file: Blob,
): Promise<HandedOnView> {
  const asked = `/received/${record}/handed-on?log=${encodeURIComponent(log)}`
  return ask(asked, { method: 'POST', file })
}

/** The file of an answer, verified in this page under the key that is believed of its log. */
export const answerFileQuery = ({ record, log }: { record: string; log: string }) =>
  queryOptions({
    queryKey: ['calls', 'answer', record],
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }) => {
      const logs = await ask<readonly WatchedLogView[]>('/watched-logs', { signal })
      const key = logs.find(({ origin }) => origin === log)?.vkey ?? ''
      return verifiedFile({ of: `/received/${record}/file`, key, signal })
    },
  })

async function verifiedFile(given: { of: string; key: string; signal: AbortSignal }) {
  const { of, key, signal } = given
  const file = await fetch(`/api/v1${of}`, { signal })
  if (!file.ok) throw new ApiFailure(unreachableError())
  // What reads and judges reports is fetched when somebody asks for it.
  const { verifyBytes } = await import('../verify/verify-bytes.ts')
  return verifyBytes([new Uint8Array(await file.arrayBuffer())], key)
}

/** An answer of two levels below that we asked for. */
export const askedAnswerQuery = (id: string) =>
  queryOptions({
    queryKey: ['calls', 'asked', id],
    queryFn: ({ signal }) => ask<AskedAnswerView>(`/asked-answers/${id}`, { signal }),
  })

/** Its file, verified in this page under the key that whoever counted it believes. */
export const askedFileQuery = ({ asked, key }: { asked: string; key: string }) =>
  queryOptions({
    queryKey: ['calls', 'asked', asked, 'file', key],
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => verifiedFile({ of: `/asked-answers/${asked}/file`, key, signal }),
  })

/** Asks whoever counted an answer from below to hand it on. */
export function askForAnswer(
  record: string,
  body: { readonly log: string; readonly reason: string },
): Promise<CallStep> {
  return ask(`/received/${record}/asked-answers`, { method: 'POST', body })
}

/** Answers to a call that the body above asks for, and what became of those before. */
export const answersAskedQuery = (call: string) =>
  queryOptions({
    queryKey: ['calls', 'sent', call, 'answers-asked'],
    queryFn: ({ signal }) => ask<AnswersAskedView>(`/calls/${call}/answers-asked`, { signal }),
  })

/** Hands an answer on to the body above, or declines with reasons. */
export function handOn(
  call: string,
  body: {
    readonly asked: string
    readonly step: 'handed' | 'declined'
    readonly reasons: string | null
  },
): Promise<CallStep> {
  return ask(`/calls/${call}/answers-asked`, { method: 'POST', body })
}

/** Passes a call that was taken on to the bodies below; it is still to be signed. */
export function passOn(taken: string): Promise<CallStep> {
  return ask(`/calls-taken/${taken}/pass-on`, { method: 'POST', body: {} })
}

/** What was received before of a figure and period. */
export const beforeQuery = (figure: string, period: string) =>
  queryOptions({
    queryKey: ['calls', 'before', figure, period],
    queryFn: ({ signal }) =>
      ask<BeforeView>(`/collected?figure=${figure}&period=${period}`, { signal }),
    enabled: figure !== '' && parsePeriod(period) !== null,
  })

/** Takes a call that was offered, or whose file somebody brought. */
export function takeCall(body: { sealed: string; owner: string | null }): Promise<CallStep> {
  return ask('/calls-taken', { method: 'POST', body })
}

/** Begins the answer to a call; the id of the draft. */
export function openAnswer(taken: string): Promise<{ readonly id: string }> {
  return ask(`/calls-taken/${taken}/answer`, { method: 'POST' })
}

/** Writes a call that somebody is to sign, or one anew over the version that was read. */
export function prepareCall(
  body: CallBody,
  before: { readonly id: string; readonly version: number } | null,
): Promise<CallStep> {
  if (before === null) return ask('/calls', { method: 'POST', body })
  const headers = { 'if-match': `"${before.version}"` }
  return ask(`/calls/${before.id}`, { method: 'PUT', headers, body })
}

/** Signs, withdraws or urges a call, over the version that was read. */
export function decideCall(
  { id, version }: { readonly id: string; readonly version: number },
  act: 'issue' | 'withdraw' | 'urge',
  body?: SignBody,
): Promise<CallStep> {
  const headers = { 'if-match': `"${version}"` }
  return ask(`/calls/${id}/${act}`, { method: 'POST', headers, ...(body ? { body } : {}) })
}

/** What a passkey is asked to sign of the version of a call that was read. */
export function prepareSigning(call: {
  readonly id: string
  readonly version: number
}): Promise<SigningView> {
  const headers = { 'if-match': `"${call.version}"` }
  return ask(`/calls/${call.id}/signing`, { method: 'POST', headers })
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
