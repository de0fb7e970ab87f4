import { useState } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import { randomKey } from '../api-client/ask.ts'
import { Dialog } from '../components/dialog.tsx'
import type { Draft } from '../form/drafts.ts'
import { KeptNote } from '../form/kept-note.tsx'
import { rebase } from '../form/rebase.ts'
import { RecordForm } from '../form/record-form.tsx'
import { useKeptForm } from '../form/use-kept-form.ts'
import { useSay } from '../say.tsx'

const words = { title: { zh: '更正：{title}', en: 'Correct: {title}' } }

interface CorrectProps {
  record: RecordView
  register: Register
  etag: string
  /** The field to begin with. */
  field?: string
  onClose: () => void
}

/** The form over an existing record; what is saved becomes its next version. */
export function CorrectDialog(props: CorrectProps) {
  const { say } = useSay()
  const { title } = props.record
  return (
    <Dialog title={say(words.title, { title })} onClose={props.onClose}>
      <Correction {...props} />
    </Dialog>
  )
}

function Correction({ record, register, etag, field, onClose }: CorrectProps) {
  const { say } = useSay()
  const kept = useKeptForm(`correct.${register.id}.${record.id}`)
  // The version that was opened: a newer one must be noticed, not overwritten.
  const [opened] = useState({ etag, values: record.values })
  const { start, clashes } = startOf(kept.draft, opened.values)
  const labels = register.fields.filter(({ id }) => clashes.includes(id))
  return (
    <>
      {kept.draft ? (
        <KeptNote clashes={labels.map(({ label }) => say(label))} onDrop={kept.drop} />
      ) : null}
      <RecordForm
        key={kept.fresh}
        register={register}
        start={start}
        place={kept.place}
        correcting={{ id: record.id, etag: opened.etag }}
        {...(field === undefined ? {} : { first: field })}
        onSaved={onClose}
      />
    </>
  )
}

/** What the record says, under what was typed over an earlier opening and not saved. */
function startOf(
  draft: Draft | null,
  now: RecordView['values'],
): { readonly start: Draft; readonly clashes: readonly string[] } {
  if (draft === null) {
    return { start: { values: now, reason: '', key: randomKey(), base: now }, clashes: [] }
  }
  const { values, clashes } = rebase(draft.values, { base: draft.base ?? now, now })
  return { start: { ...draft, values, base: now }, clashes }
}
