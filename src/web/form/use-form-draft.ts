import { useMemo, useRef, useState } from 'react'
import type { Values } from '../../ledger/value.ts'
import { randomKey } from '../api-client/ask.ts'
import { useUnit } from '../components/use-unit.ts'
import { dropDraft, readDraft } from './drafts.ts'
import { useKeptDraft } from './use-kept-draft.ts'

/** A form of its own making that is being filled in. */
export interface FormDraft<Form> {
  readonly form: Form
  /** It was begun before, and goes on. */
  readonly isKept: boolean
  change(part: Partial<Form>): void
  /** Throws away what was written. */
  restart(): void
  /** It is written in the ledger, so that nothing of it is kept any more. */
  done(): void
}

/**
 * Keeps a half-written form on this device under a name of its own until it is put forward.
 * `formOf`: the form with what was kept of it, null where nothing was.
 */
export function useFormDraft<Form extends Values>(
  name: string,
  formOf: (kept: Values | null) => Form,
): FormDraft<Form> {
  const { session } = useUnit()
  const { organisation, account } = session
  const place = useMemo(
    () => ({ organisation: organisation.id, account, register: name }),
    [organisation.id, account, name],
  )
  const [kept, setKept] = useState(() => readDraft(place))
  const [form, setForm] = useState(() => formOf(kept?.values ?? null))
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
      setForm(formOf(null))
    },
    done,
  }
}
