import { useState } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register.ts'
import { randomKey } from '../api-client/ask.ts'
import { RecordForm } from '../form/record-form.tsx'
import { Dialog } from '../components/dialog.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = { title: { zh: '更正：{title}', en: 'Correct: {title}' } }

/** The form over an existing record; what is saved becomes its next version. */
export function CorrectDialog(props: {
  record: RecordView
  register: Register
  etag: string
  onClose: () => void
}) {
  const { say } = useSay()
  const { session } = useUnit()
  const { record, register } = props
  const [start] = useState(() => ({ values: record.values, reason: '', key: randomKey() }))
  // The tag of the version that was opened: a newer one must be noticed, not overwritten.
  const [etag] = useState(props.etag)
  return (
    <Dialog title={say(words.title, { title: record.title })} onClose={props.onClose}>
      <RecordForm
        register={register}
        start={start}
        place={{
          organisation: session.organisation.id,
          account: session.account,
          register: `${register.id}.${record.id}`,
        }}
        correcting={{ id: record.id, etag }}
        onSaved={props.onClose}
      />
    </Dialog>
  )
}
