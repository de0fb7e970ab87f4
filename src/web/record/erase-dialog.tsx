import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import { ask } from '../api-client/ask.ts'
import type { Confirmed } from '../components/confirmed-form.tsx'
import { ConfirmedForm } from '../components/confirmed-form.tsx'
import { Dialog } from '../components/dialog.tsx'
import { ShownValue } from '../fields/shown-value.tsx'
import { useSay } from '../say.tsx'
import './erase-dialog.css'

const words = {
  title: { zh: '依法删除字段', en: 'Erase fields' },
  about: {
    zh: '勾选的内容将从所有版本中永久删除，附件一并清除，任何人（包括管理员）都不能恢复。日志新增一条说明；已有的证明仍然成立。',
    en: 'What is ticked is removed from every version for good, with its files; nobody can bring it back. An entry of the log says so, and all proofs go on holding.',
  },
  reach: {
    zh: '此前已导出、打印、报送或备份的副本不在此列，请另行通知持有人处理。',
    en: 'Copies exported, printed, sent or backed up before are out of reach: tell whoever holds them.',
  },
  fields: { zh: '删除哪些字段', en: 'Which fields' },
  none: { zh: '请至少勾选一个字段。', en: 'Tick one field at least.' },
  reason: { zh: '依据和理由', en: 'On what ground' },
  reasonHelp: {
    zh: '写入日志，不要在这里重复要删除的内容。',
    en: 'It is written to the log: do not repeat here what must be gone.',
  },
  save: { zh: '永久删除', en: 'Erase for good' },
}

interface Erasing {
  readonly fields: readonly string[]
  readonly reason: string
  readonly password: string
}

/** Erases fields of a record, by whoever has that role, after the password once more. */
export function EraseDialog(props: {
  record: RecordView
  register: Register
  onClose: () => void
}) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const { record } = props
  const [isNone, setNone] = useState(false)
  const erase = useMutation({
    mutationFn: (body: Erasing) =>
      ask(`/records/${record.id}/erase`, {
        method: 'POST',
        headers: { 'if-match': `"${record.version}"` },
        body,
      }),
    onSuccess: async () => {
      await queryClient.invalidateQueries()
      props.onClose()
    },
  })
  const confirm = ({ all, reason, password }: Confirmed) => {
    const fields = all('fields')
    setNone(fields.length === 0)
    if (fields.length > 0) erase.mutate({ fields, reason, password })
  }
  return (
    <Dialog title={say(words.title)} onClose={props.onClose}>
      <ConfirmedForm
        save={words.save}
        reason={{ label: words.reason, help: words.reasonHelp, max: 500, isLong: true }}
        isPending={erase.isPending}
        error={erase.error}
        onConfirm={confirm}
      >
        <p>
          <strong>{record.title}</strong>
        </p>
        <p>{say(words.about)}</p>
        <p className="note bad">{say(words.reach)}</p>
        <FieldBoxes {...props} />
        {isNone ? (
          <p className="fault" role="alert">
            {say(words.none)}
          </p>
        ) : null}
      </ConfirmedForm>
    </Dialog>
  )
}

/** The day stands in the log entry itself and is not offered; nor is what is empty. */
function FieldBoxes({ record, register }: { record: RecordView; register: Register }) {
  const { say } = useSay()
  const fields = register.fields.filter(({ id }) => id !== register.date && id in record.values)
  return (
    <fieldset className="erase-fields">
      <legend>{say(words.fields)}</legend>
      {fields.map((field) => (
        <label key={field.id}>
          <input type="checkbox" name="fields" value={field.id} />{' '}
          <span>
            {say(field.label)}
            <span className="quiet small">
              <ShownValue field={field} value={record.values[field.id] ?? null} brief />
            </span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
