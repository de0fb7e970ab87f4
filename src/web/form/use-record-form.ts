import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { WriteAnswer } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Value, Values } from '../../ledger/value.ts'
import { ApiFailure, ask, randomKey } from '../api-client/ask.ts'
import type { Draft, DraftPlace } from './drafts.ts'
import type { Judged } from './use-judged.ts'
import { useJudged } from './use-judged.ts'
import { useLeftFields } from './use-left-fields.ts'
import { useTypedDraft } from './use-typed-draft.ts'

/** The record a form corrects, with the tag it was read under. */
export interface Correcting {
  readonly id: string
  readonly etag: string
}

/**
 * What somebody said to a refusal: a person beside whoever bears the same name; or a record beside
 * the one that this form was saved as before.
 */
export type SentAs = 'namesake' | 'another'

/** A form at work: what is typed, what is wrong with it, and how it is sent. */
export interface RecordFormState {
  readonly values: Values
  readonly reason: string
  readonly judged: Judged
  /** Faults of a field are shown once it was left, or everything was sent. */
  readonly isShown: (field: string) => boolean
  /** A correction was sent without its reason. */
  readonly isReasonMissing: boolean
  readonly error: unknown
  readonly pending: boolean
  change(field: string, value: Value | undefined): void
  setReason(reason: string): void
  leave(field: string): void
  /** Sends; answers null when it was refused here or there. */
  send(as?: SentAs): Promise<WriteAnswer | null>
  restart(values: Values): void
}

/** Keeps a form's values, judges them, writes them once, and keeps a draft until they are written. */
export function useRecordForm(given: {
  register: Register
  start: Draft
  place: DraftPlace
  correcting: Correcting | null
}): RecordFormState {
  const { register, start, place, correcting } = given
  const isKept = correcting === null || start.base !== undefined
  const { draft, type, sendOnce, restart } = useTypedDraft({ start, place, isKept })
  const { left, leave, forget } = useLeftFields()
  const [sent, setSent] = useState(false)
  const judged = useJudged(register, draft.values, correcting?.id)
  const isReasonMissing = correcting !== null && draft.reason.trim() === ''
  const write = useWrite(register, correcting)
  const send = async (as?: SentAs) => {
    setSent(true)
    const { values } = judged
    if (values === null || isReasonMissing) return null
    const isAnother = as === 'namesake'
    return sendOnce(
      (key) => write.mutateAsync({ ...draft, key, values, isAnother }),
      isAnother ? undefined : as,
    )
  }
  return {
    values: draft.values,
    reason: draft.reason,
    judged,
    isShown: (field) => sent || left.has(field),
    isReasonMissing: sent && isReasonMissing,
    error: write.error,
    pending: write.isPending,
    change: (field, value) =>
      type((before) => ({ ...before, values: withValue(before.values, field, value) })),
    setReason: (reason) => type((before) => ({ ...before, reason })),
    leave,
    send,
    restart: (values) => {
      write.reset()
      setSent(false)
      forget()
      restart({ values, reason: '', key: randomKey() })
    },
  }
}

function withValue(values: Values, field: string, value: Value | undefined): Values {
  const next: Record<string, Value> = { ...values }
  if (value === undefined) delete next[field]
  else next[field] = value
  return next
}

function useWrite(register: Register, correcting: Correcting | null) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ values, reason, key, isAnother }: Draft & { isAnother: boolean }) => {
      const another = isAnother ? { another: true } : {}
      const why = reason.trim() === '' ? {} : { reason: reason.trim() }
      const body = { values, ...why, ...another }
      if (correcting !== null) {
        return ask<WriteAnswer>(`/records/${correcting.id}`, {
          method: 'PUT',
          headers: { 'if-match': correcting.etag, 'idempotency-key': key },
          body,
        })
      }
      return ask<WriteAnswer>(`/registers/${register.id}/records`, {
        method: 'POST',
        headers: { 'idempotency-key': key },
        body,
      })
    },
    onSuccess: () => refreshAfterWrite(queryClient),
    // What somebody else has made of it meanwhile is what is opened next.
    onError: (error) => {
      if (error instanceof ApiFailure && error.problem.code === 'write.stale')
        refreshAfterWrite(queryClient)
    },
  })
}

/** A written record changes lists, figures, duties and reports; all of them are asked again. */
export function refreshAfterWrite(queryClient: ReturnType<typeof useQueryClient>): void {
  for (const key of [
    'records',
    'record',
    'year',
    'figures',
    'report',
    'roster',
    'plan',
    'waiting',
  ]) {
    void queryClient.invalidateQueries({ queryKey: [key] })
  }
}
