import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ImportAnswer } from '../../api/contract/views.ts'
import type { Register } from '../../ledger/register.ts'
import { ask } from '../ask/ask.ts'
import { isNeeded } from '../form/is-needed.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { Dialog } from '../parts/dialog.tsx'
import { FileDrop } from '../parts/file-drop.tsx'
import type { GivenFile } from '../parts/file-drop.tsx'
import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'
import '../styles/import.css'
import { ImportFaults } from './import-faults.tsx'
import { ImportNotes } from './import-notes.tsx'
import type { ImportReading } from './import-reading.tsx'
import { ReadingChoices, readingQuery, readsOthers } from './import-reading.tsx'

const words = {
  title: { zh: '导入：{register}', en: 'Import: {register}' },
  about: {
    zh: '把 Excel（.xlsx）或 CSV 文件拖到这里。先检查，确认后才写入；有一处不对，就一行也不写。',
    en: 'Drop an Excel (.xlsx) or CSV file here. It is checked first and written only when you confirm; with one mistake nothing is written.',
  },
  columns: {
    zh: '第一行写字段名，每行一条记录。必填：{needed}。可填：{others}。',
    en: 'Labels in the first row, a record in each row below. Needed: {needed}. Also: {others}.',
  },
  comma: { zh: '、', en: ', ' },
  blank: { zh: '下载空表', en: 'Download an empty sheet' },
  checking: { zh: '正在检查“{name}”…', en: 'Checking “{name}”…' },
  fit: { zh: '“{name}”：{rows} 行都可以导入。', en: '“{name}”: all {rows} rows are fit.' },
  late: { zh: '其中 {late} 行属于补录。', en: '{late} of them come late.' },
  known: {
    zh: '{known} 行以前导入过，不会重复写入。',
    en: '{known} were imported before and are not written again.',
  },
  nothing: { zh: '没有新的记录可写。', en: 'There is nothing new to write.' },
  reason: { zh: '补录原因', en: 'Why they come late' },
  write: { zh: '导入 {count} 条', en: 'Import {count} records' },
  writing: { zh: '正在写入…', en: 'Writing…' },
  done: { zh: '已导入 {added} 条。', en: '{added} records were imported.' },
  close: { zh: '完成', en: 'Done' },
}

/** Choose a file, see what would happen cell by cell, then write all of it or nothing. */
export function ImportDialog(props: { register: Register; onClose: () => void }) {
  const { say } = useSay()
  const { register, onClose } = props
  const { session } = useUnit()
  const [reading, setReading] = useState<ImportReading>({
    year: session.today.slice(0, 4),
    keepText: false,
    given: {},
  })
  const check = useImport(register, { dryRun: true })
  const write = useImport(register, { dryRun: false })
  const file = check.variables?.file
  const name = file?.name ?? ''
  return (
    <Dialog title={say(words.title, { register: say(register.label) })} onClose={onClose}>
      <div className="stack" aria-live="polite">
        {write.data ? (
          <Written {...write.data} onClose={onClose} />
        ) : (
          <>
            {readsOthers(register) ? (
              <ReadingChoices
                register={register}
                reading={reading}
                onChange={(next) => {
                  setReading(next)
                  if (file) check.mutate({ file, reason: '', reading: next })
                }}
              />
            ) : null}
            <FileDrop
              accept={readsOthers(register) ? '.xlsx,.csv,.txt' : '.xlsx,.csv'}
              onFile={(given) => {
                write.reset()
                check.mutate({ file: given, reason: '', reading })
              }}
            >
              {say(words.about)}
            </FileDrop>
            <ColumnsWanted register={register} />
            {check.isPending ? <p role="status">{say(words.checking, { name })}</p> : null}
            {check.error ? <ImportFaults name={name} error={check.error} /> : null}
            {check.data && file ? (
              <Confirm
                {...check.data}
                name={name}
                isWriting={write.isPending}
                onConfirm={(reason) => write.mutate({ file, reason, reading })}
              />
            ) : null}
            {write.error ? <ImportFaults name={name} error={write.error} /> : null}
          </>
        )}
      </div>
    </Dialog>
  )
}

interface Importing {
  readonly file: GivenFile
  readonly reason: string
  readonly reading: ImportReading
}

function useImport(register: Register, { dryRun }: { dryRun: boolean }) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ file, reason, reading }: Importing) => {
      const how = { dryRun: String(dryRun), ...readingQuery(register, reading) }
      const query = new URLSearchParams(how)
      if (reason.trim() !== '') query.set('reason', reason.trim())
      const path = `/registers/${register.id}/import?${query}`
      return ask<ImportAnswer>(path, { method: 'POST', file: file.bytes })
    },
    onSuccess: () => (dryRun ? undefined : refreshAfterWrite(queryClient)),
  })
}

function ColumnsWanted({ register }: { register: Register }) {
  const { say, lang } = useSay()
  const names = (needed: boolean) =>
    register.fields
      .filter((field) => isNeeded(field) === needed)
      .map((field) => say(field.label))
      .join(say(words.comma))
  // No record lies before the first day that a year can have.
  const empty = `/api/v1/registers/${register.id}/export?to=1949-01-01&lang=${lang}`
  return (
    <p className="small quiet">
      {say(words.columns, { needed: names(true), others: names(false) })}{' '}
      <a href={empty} download>
        {say(words.blank)}
      </a>
    </p>
  )
}

function Confirm(
  props: ImportAnswer & {
    name: string
    isWriting: boolean
    onConfirm: (reason: string) => void
  },
) {
  const { say } = useSay()
  const { rows, late, known, name, isWriting } = props
  const [reason, setReason] = useState('')
  const count = rows - known
  return (
    <>
      <div className="note good" role="status">
        <p>
          {say(words.fit, { name, rows })} {late > 0 ? say(words.late, { late }) : null}{' '}
          {known > 0 ? say(words.known, { known }) : null} {count === 0 ? say(words.nothing) : null}
        </p>
      </div>
      <ImportNotes notes={props.notes} />
      {late > 0 && count > 0 ? (
        <div className="labelled">
          <label htmlFor="import-reason">{say(words.reason)}</label>
          <input
            id="import-reason"
            className="input"
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </div>
      ) : null}
      <p>
        <button
          type="button"
          className="button primary"
          disabled={isWriting || count === 0}
          onClick={() => props.onConfirm(reason)}
        >
          {isWriting ? say(words.writing) : say(words.write, { count })}
        </button>
      </p>
    </>
  )
}

function Written({ added, known, onClose }: ImportAnswer & { onClose: () => void }) {
  const { say } = useSay()
  return (
    <>
      <p className="note good" role="status">
        {say(words.done, { added })} {known > 0 ? say(words.known, { known }) : null}
      </p>
      <p>
        <button type="button" className="button" onClick={onClose}>
          {say(words.close)}
        </button>
      </p>
    </>
  )
}
