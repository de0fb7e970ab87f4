import { queryOptions } from '@tanstack/react-query'
import type {
  DraftBrief,
  DraftComment,
  DraftVersion,
  DraftView,
  ReportVerdicts,
  SavedDraft,
  StepAnswer,
} from '../../../api/contract/draft.ts'
import type { OfferedReply } from '../../../api/contract/received.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import type { WhatIsSigned } from '../../../report/verify/what-is-signed.ts'
import { ask } from '../../api-client/ask.ts'

/** How often an open draft is read again: others may write in it, and numbers move. */
export const heardEveryMs = 5_000

export const draftsQuery = (year: number) =>
  queryOptions({
    queryKey: ['drafts', year],
    queryFn: ({ signal }) => ask<readonly DraftBrief[]>(`/drafts?year=${year}`, { signal }),
  })

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['draft', id],
    queryFn: ({ signal }) => ask<DraftView>(`/drafts/${id}`, { signal }),
    refetchInterval: heardEveryMs,
    staleTime: 0,
  })

/** The signed reply of whoever received a report, where one waits here to be taken. */
export const replyQuery = (report: string) =>
  queryOptions({
    queryKey: ['reply', report],
    queryFn: ({ signal }) => ask<OfferedReply>(`/issued/${report}/reply`, { signal }),
  })

export const versionsOfDraftQuery = (id: string) =>
  queryOptions({
    queryKey: ['draft', id, 'versions'],
    queryFn: ({ signal }) => ask<readonly DraftVersion[]>(`/drafts/${id}/versions`, { signal }),
  })

export const draftVersionQuery = (id: string, slot: string) =>
  queryOptions({
    queryKey: ['draft', id, 'versions', slot],
    queryFn: ({ signal }) =>
      ask<DraftTree>(`/drafts/${id}/version?slot=${encodeURIComponent(slot)}`, { signal }),
  })

/** What a signature would answer for now; a digest is of this revision and this step alone. */
export const signingQuery = ({ draft, flow }: DraftView) => {
  const seen = `version=${flow?.version ?? 0}&revision=${draft.revision}`
  return queryOptions({
    queryKey: ['draft', draft.id, 'signing', seen],
    queryFn: ({ signal }) => ask<WhatIsSigned>(`/drafts/${draft.id}/signing?${seen}`, { signal }),
    staleTime: 0,
    retry: false,
  })
}

/** What readers of a frozen file are told; its bytes never change, nor do these. */
export const verdictsQuery = (report: string) =>
  queryOptions({
    queryKey: ['issued', report, 'verdicts'],
    queryFn: ({ signal }) => ask<ReportVerdicts>(`/issued/${report}/verdicts`, { signal }),
    staleTime: Infinity,
  })

/** Begins a draft; answers its id. */
export function openDraft(body: {
  readonly report: string
  readonly year: number
  readonly replaces?: string
}): Promise<{ readonly id: string }> {
  return ask('/drafts', { method: 'POST', body })
}

/** Saves a tree over the revision that it was made from. */
export function saveDraft(id: string, tree: DraftTree, expected: number): Promise<SavedDraft> {
  const headers = { 'if-match': `"${expected}"` }
  return ask(`/drafts/${id}`, { method: 'PUT', body: { tree }, headers })
}

/** Does a step of a report over the version that was seen. */
export function takeStep(path: string, version: number, body?: object): Promise<StepAnswer> {
  const headers = { 'if-match': `"${version}"` }
  return ask(path, { method: 'POST', ...(body ? { body } : {}), headers })
}

/** Lets claims stand, after the password once more. */
export function overrideClaims(
  id: string,
  body: {
    claims: readonly { claim: string; words: string; state: string; reason: string }[]
    password: string
  },
): Promise<readonly StepAnswer[]> {
  return ask(`/drafts/${id}/override`, { method: 'POST', body })
}

/** Accepts sentences by name that nothing supports, or takes that back. */
export function acceptSentences(
  id: string,
  body: { sentences: readonly string[]; stand: boolean },
): Promise<null> {
  return ask(`/drafts/${id}/accepted`, { method: 'POST', body })
}

/** Says something about a block. */
export function sayOf(id: string, body: { block: string; said: string }): Promise<DraftComment> {
  return ask(`/drafts/${id}/comments`, { method: 'POST', body })
}

/** Marks a comment as dealt with. */
export function settle(id: string, comment: string): Promise<null> {
  return ask(`/drafts/${id}/comments/${comment}/settle`, { method: 'POST' })
}
