import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import type { EventBody } from '../../api/contract/event.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { EventKind } from '../../ledger/record/event.ts'
import type { Value, Values } from '../../ledger/value.ts'
import { ApiFailure } from '../api-client/ask.ts'
import { useUnit } from '../components/use-unit.ts'
import type { Draft, DraftPlace } from './drafts.ts'
import type { OfferedPart } from './event-draft.ts'
import { bodyOf, byPlace, chosenIn, faultsIn, offeredParts, withPart } from './event-draft.ts'
import { useLeftFields } from './use-left-fields.ts'
import { refreshAfterWrite } from './use-record-form.ts'
import { useTypedDraft } from './use-typed-draft.ts'

/** The form of an event at work. */
export interface EventFormState {
  readonly draft: Values
  readonly reason: string
  readonly parts: readonly OfferedPart[]
  readonly chosen: readonly OfferedPart[]
  readonly error: unknown
  readonly pending: boolean
  /** Faults of a place that was left, or of all once it was sent; then what the server found. */
  faultsAt(key: string): readonly Fault[]
  /** How many faults keep it from being sent, once somebody tried. */
  readonly wrong: number
  /** Nothing is wrong, whether or not it was tried. */
  readonly isSound: boolean
  change(key: string, value: Value | undefined): void
  choose(register: string, isIn: boolean): void
  setReason(reason: string): void
  leave(key: string): void
  /** Sends; false when it was refused here or there. */
  send(as?: 'another'): Promise<boolean>
}

/** Keeps what is typed of an event, judges it by the rules of each register, and sends it once. */
export function useEventForm(given: {
  readonly kind: EventKind
  readonly start: Draft
  /** Where the draft is kept; null: it is not. */
  readonly place: DraftPlace | null
  readonly send: (body: EventBody, key: string) => Promise<unknown>
  readonly mayBeNone?: boolean
}): EventFormState {
  const { kind, start, place } = given
  const { pack, session } = useUnit()
  const queryClient = useQueryClient()
  const { draft, type, sendOnce } = useTypedDraft({ start, place, isKept: true })
  const { left, leave } = useLeftFields()
  const [sent, setSent] = useState(false)
  const parts = useMemo(() => offeredParts(pack, kind), [pack, kind])
  const taken = chosenIn(draft.values)
  const chosen = parts.filter(({ part }) => taken.includes(part.register))
  const context = { lists: new Map(Object.entries(pack.lists)), today: session.today }
  const faults = faultsIn(draft.values, chosen, context)
  const write = useMutation({
    mutationFn: (key: string) => {
      const body = bodyOf(kind, draft.values, { parts: chosen, reason: draft.reason })
      return given.send(body, key)
    },
    onSuccess: () => refreshAfterWrite(queryClient),
  })
  const told = write.error instanceof ApiFailure ? toldFaults(write.error) : new Map()
  const put = (values: Values) => type((before) => ({ ...before, values }))
  return {
    draft: draft.values,
    reason: draft.reason,
    parts,
    chosen,
    error: write.error,
    pending: write.isPending,
    faultsAt: (key) => [
      ...(sent || left.has(key) ? (faults.get(key) ?? []) : []),
      ...(told.get(key) ?? []),
    ],
    wrong: sent ? faults.size : 0,
    isSound: faults.size === 0,
    change: (key, value) => {
      const { [key]: _, ...others } = draft.values
      put(value === undefined ? others : { ...others, [key]: value })
    },
    choose: (register, isIn) => put(withPart(draft.values, register, isIn)),
    setReason: (reason) => type((before) => ({ ...before, reason })),
    leave,
    send: async (as) => {
      setSent(true)
      const isNone = chosen.length === 0 && given.mayBeNone !== true
      if (faults.size > 0 || isNone) return false
      const isSent = await sendOnce(async (key) => {
        await write.mutateAsync(key)
        return true
      }, as)
      return isSent === true
    },
  }
}

// The server has already chosen the language; both halves of the label are the same words.
function toldFaults({ problem }: ApiFailure): ReadonlyMap<string, readonly Fault[]> {
  return byPlace(
    problem.faults.map(({ code, at, text, hint }) => ({
      code,
      at,
      text: { zh: text, en: text },
      hint: { zh: hint, en: hint },
    })),
  )
}
