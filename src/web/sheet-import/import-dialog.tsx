import { useEffect } from 'react'
import type { Field, Register } from '../../ledger/register/register.ts'
import { Dialog } from '../components/dialog.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { FileDrop } from '../components/file-drop.tsx'
import { isNeeded } from '../form/is-needed.ts'
import { useSay } from '../say.tsx'
import './import-dialog.css'
import { ConfirmImport, WrittenImport } from './import-confirm.tsx'
import { ImportFaults } from './import-faults.tsx'
import { useImport } from './use-import.ts'

const words = {
  title: { zh: '导回改过的表：{register}', en: 'Bring a sheet back: {register}' },
  about: {
    zh: '把从这里导出、改过或填好的表（.xlsx、.csv）拖到这里。先检查，确认后才写入；有一处不对，就一行也不写。',
    en: 'Drop a sheet here that was exported here and filled in or changed (.xlsx, .csv). It is checked first and written only when you confirm; with one mistake nothing is written.',
  },
  columns: {
    zh: '第一行写字段名，每行一条记录。必填：{needed}。可填：{others}。',
    en: 'Labels in the first row, a record in each row below. Needed: {needed}. Also: {others}.',
  },
  comma: { zh: '、', en: ', ' },
  blank: { zh: '下载空表', en: 'Download an empty sheet' },
  checking: { zh: '正在检查“{name}”…', en: 'Checking “{name}”…' },
}

/** Choose a file, see what would happen cell by cell, then write all of it or nothing. */
export function ImportDialog(props: {
  register: Register
  /** A file that was given already. */
  given?: GivenFile
  onClose: () => void
}) {
  const { say } = useSay()
  const { register, given, onClose } = props
  const check = useImport(register, { dryRun: true })
  const write = useImport(register, { dryRun: false })
  const { mutate } = check
  useEffect(() => {
    if (given) mutate({ file: given, reason: '' })
  }, [given, mutate])
  const file = check.variables?.file
  const name = file?.name ?? ''
  return (
    <Dialog title={say(words.title, { register: say(register.label) })} onClose={onClose}>
      <div className="stack" aria-live="polite">
        {write.data ? (
          <WrittenImport {...write.data} onClose={onClose} />
        ) : (
          <>
            <FileDrop
              accept=".xlsx,.csv"
              onFile={(next) => {
                write.reset()
                check.mutate({ file: next, reason: '' })
              }}
            >
              {say(words.about)}
            </FileDrop>
            {check.data ? null : <ColumnsWanted register={register} />}
            {check.isPending ? <p role="status">{say(words.checking, { name })}</p> : null}
            {check.error ? <ImportFaults name={name} error={check.error} /> : null}
            {check.data && file ? (
              <ConfirmImport
                {...check.data}
                name={name}
                isWriting={write.isPending}
                onConfirm={(reason, decided) => write.mutate({ file, reason, decided })}
              />
            ) : null}
            {write.error ? <ImportFaults name={name} error={write.error} /> : null}
          </>
        )}
      </div>
    </Dialog>
  )
}

function ColumnsWanted({ register }: { register: Register }) {
  const { say, lang } = useSay()
  const namesOf = (fields: readonly Field[]) =>
    fields.map(({ label }) => say(label)).join(say(words.comma))
  const needed = register.fields.filter(isNeeded)
  const others = register.fields.filter((field) => !isNeeded(field))
  // No record lies before the first day that a year can have.
  const empty = `/api/v1/registers/${register.id}/export?to=1949-01-01&lang=${lang}`
  return (
    <p className="small quiet">
      {say(words.columns, { needed: namesOf(needed), others: namesOf(others) })}{' '}
      <a href={empty} download>
        {say(words.blank)}
      </a>
    </p>
  )
}
