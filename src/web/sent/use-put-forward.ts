import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormDraft } from '../form/use-form-draft.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import type { Addressees } from './addressees.ts'
import { addresseesFault } from './addressees.ts'
import type { FaultAt } from './fields.tsx'
import { faultsOf } from './fields.tsx'

/** The way of a form to whoever signs it. */
export interface PuttingForward {
  /** What the server found wrong, by place. */
  readonly faultAt: FaultAt
  /** Somebody has tried: what is lacking is said from then on. */
  readonly wasTried: boolean
  readonly isPending: boolean
  readonly error: unknown
  tryIt(): void
  /** The browser held it back: what else is lacking is said beside what it found. */
  heldBack(): void
  /** Forgets what was found wrong. */
  reset(): void
}

/**
 * Puts forward for signature what goes down to the bodies below: sends it once it says to whom and
 * `lacks` nothing of its own, then drops what is kept of it and goes `onTo` what was written.
 */
export function usePutForward<Form extends Addressees>(given: {
  readonly draft: FormDraft<Form>
  readonly lacks?: (form: Form) => boolean
  readonly send: (form: Form) => Promise<{ readonly id: string }>
  /** Under which key answers about it are kept. */
  readonly queryKey: string
  readonly onTo: (id: string) => Promise<void>
}): PuttingForward {
  const { draft, lacks, send, queryKey, onTo } = given
  const queryClient = useQueryClient()
  const [wasTried, setTried] = useState(false)
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: send,
    onSuccess: async ({ id }) => {
      draft.done()
      refreshAfterWrite(queryClient)
      await queryClient.invalidateQueries({ queryKey: [queryKey] })
      await onTo(id)
    },
  })
  const tryIt = () => {
    setTried(true)
    const { form } = draft
    if (addresseesFault(form) === null && lacks?.(form) !== true) mutate(form)
  }
  const heldBack = () => setTried(true)
  return { faultAt: faultsOf(error), wasTried, isPending, error, tryIt, heldBack, reset }
}
