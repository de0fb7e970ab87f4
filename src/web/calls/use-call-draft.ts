import { useMemo, useRef, useState } from 'react'
import { core } from '../../ledger/core-registers.ts'
import { randomKey } from '../api-client/ask.ts'
import { useUnit } from '../components/use-unit.ts'
import { dropDraft, readDraft } from '../form/drafts.ts'
import { useKeptDraft } from '../form/use-record-form.ts'
import { callFormOf } from './call-form.ts'
import type { CallForm } from './call-form.ts'

/** A call that is being written. */
export interface CallDraft {
  readonly form: CallForm
  /** It was begun before, and goes on. */
  readonly isKept: boolean
  change(part: Partial<CallForm>): void
  /** Throws away what was written. */
  restart(): void
  /** It is written in the ledger, so that nothing of it is kept any more. */
  done(): void
}

/** Keeps a half-written call on this device until it is put forward. */
export function useCallDraft(year: number): CallDraft {
  const { session } = useUnit()
  const { organisation, account } = session
  const place = useMemo(
    () => ({ organisation: organisation.id, account, register: core.call.id }),
    [organisation.id, account],
  )
  const [kept, setKept] = useState(() => readDraft(place))
  const [form, setForm] = useState(() => callFormOf(year, kept?.values ?? null))
  const draft = useMemo(() => ({ values: form, reason: '', key: randomKey() }), [form])
  const changed = useRef(false)
  useKeptDraft({ draft, place, changed, isOn: true })
  const done = () => {
    changed.current = false
    dropDraft(place)
  }
  return {
    form,
    isKept: kept !== null,
    change: (part) => {
      changed.current = true
      setForm((before) => ({ ...before, ...part }))
    },
    restart: () => {
      done()
      setKept(null)
      setForm(callFormOf(year, null))
    },
    done,
  }
}
