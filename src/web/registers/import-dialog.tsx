import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { ImportAnswer } from '../../api/contract/sheet.ts'
import type { Register } from '../../ledger/register.ts'
import { ask } from '../api-client/ask.ts'
import { Dialog } from '../components/dialog.tsx'
import { FileDrop } from '../components/file-drop.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { isNeeded } from '../form/is-needed.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'
import './import-dialog.css'
import { decisionQuery, ImportAlike } from './import-alike.tsx'
import type { Decisions } from './import-alike.tsx'
import { ImportConflicts, keptQuery } from './import-conflicts.tsx'
import type { Kept } from './import-conflicts.tsx'
import { ImportCorrections } from './import-corrections.tsx'
import { ImportFaults } from './import-faults.tsx'
import { ImportNotes } from './import-notes.tsx'

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
  fit: {
    zh: '“{name}”共 {rows} 行：新增 {fresh}，更正 {corrected}，没有变化 {unchanged}。',
    en: '“{name}” has {rows} {rows:row|rows}: {fresh} new, {corrected} corrected, {unchanged} unchanged.',
  },
  kept: {
    zh: '表中删去的行，系统中的记录保持不变，不会作废。',
    en: 'Records whose row was deleted from the sheet stay as they are; nothing is made void.',
  },
  late: { zh: '其中 {late} 行属于补录。', en: '{late} of them come late.' },
  known: {
    zh: '{known} 行以前导入过，不会重复写入。',
    en: '{known} were imported before and are not written again.',
  },
  nothing: { zh: '没有新的记录可写。', en: 'There is nothing new to write.' },
  reason: { zh: '补录原因', en: 'Why they come late' },
  reasonBoth: {
    zh: '更正原因（也用作补录原因）',
    en: 'Reason for correcting (and for being late)',
  },
  reasonCorrect: { zh: '更正原因', en: 'Reason for the corrections' },
  needed: { zh: '必填', en: 'required' },
  write: { zh: '写入 {count} 条', en: 'Write {count}' },
  writing: { zh: '正在写入…', en: 'Writing…' },
  done: {
    zh: '已新增 {added} 条，更正 {corrected} 条。',
    en: '{added} {added:record was|records were} added, {corrected} corrected.',
  },
  close: { zh: '完成', en: 'Done' },
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
          <Written {...write.data} onClose={onClose} />
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
              <Confirm
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

interface Importing {
  readonly file: GivenFile
  readonly reason: string
  /** The part of the address that says what was decided. */
  readonly decided?: Record<string, string>
}

function useImport(register: Register, { dryRun }: { dryRun: boolean }) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ file, reason, decided }: Importing) => {
      const how = { dryRun: String(dryRun), ...decided }
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
    onConfirm: (reason: string, decided: Record<string, string>) => void
  },
) {
  const { say } = useSay()
  const { rows, fresh, late, known, corrected, unchanged, alike, conflicts } = props
  const { name, isWriting } = props
  const [reason, setReason] = useState('')
  const [decisions, setDecisions] = useState<Decisions>({})
  const [kept, setKept] = useState<Kept>({})
  const said = alike.map(({ row }) => decisions[row] ?? '')
  const merged = said.filter((one) => one.includes(':')).length
  const renamed = alike.filter(({ like }) => like.record === null && like.row === null).length
  const added = said.filter((one) => one === 'add').length
  const corrections = corrected + merged + alsoCorrected(props, kept)
  const count = fresh + corrections + added
  const isReasonNeeded = corrections + renamed > 0
  const isUndecided = said.includes('') || conflicts.some(({ at }) => kept[at] === undefined)
  const isOpen = isUndecided || (isReasonNeeded && reason.trim() === '')
  return (
    <>
      <div className="note good" role="status">
        <p>
          {say(words.fit, { name, rows, fresh, corrected, unchanged })}{' '}
          {late > 0 ? say(words.late, { late }) : null}{' '}
          {known > 0 ? say(words.known, { known }) : null}{' '}
          {count + alike.length + conflicts.length === 0 ? say(words.nothing) : null}
        </p>
        {corrected + unchanged > 0 ? <p className="small">{say(words.kept)}</p> : null}
      </div>
      <ImportCorrections {...props} />
      <ImportConflicts conflicts={conflicts} kept={kept} onChange={setKept} />
      <ImportAlike alike={alike} decisions={decisions} onChange={setDecisions} />
      <ImportNotes notes={props.notes} />
      <ReasonLine
        isNeeded={isReasonNeeded}
        isLate={late > 0 || added > 0}
        value={reason}
        onChange={setReason}
      />
      <p>
        <button
          type="button"
          className="button primary"
          disabled={isWriting || count === 0 || isOpen}
          onClick={() =>
            props.onConfirm(reason, { ...decisionQuery(decisions), ...keptQuery(conflicts, kept) })
          }
        >
          {isWriting ? say(words.writing) : say(words.write, { count })}
        </button>
      </p>
    </>
  )
}

/** Records that are corrected because somebody chose the word of the sheet. */
function alsoCorrected({ conflicts, corrections }: ImportAnswer, kept: Kept): number {
  const known = new Set(corrections.map(({ record }) => record))
  const chosen = conflicts.filter(({ at, record }) => kept[at] === 'mine' && !known.has(record))
  return new Set(chosen.map(({ record }) => record)).size
}

/** One reason for the whole sheet: why it corrects, why entries come late. */
function ReasonLine(props: {
  isNeeded: boolean
  isLate: boolean
  value: string
  onChange: (reason: string) => void
}) {
  const { say } = useSay()
  const { isNeeded: needed, isLate } = props
  if (!needed && !isLate) return null
  const label = !needed ? words.reason : isLate ? words.reasonBoth : words.reasonCorrect
  return (
    <div className="labelled">
      <label htmlFor="import-reason">
        {say(label)}
        {needed ? (
          <span className="required" title={say(words.needed)} aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      <input
        id="import-reason"
        className="input"
        maxLength={500}
        aria-required={needed}
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
    </div>
  )
}

function Written({ added, corrected, known, onClose }: ImportAnswer & { onClose: () => void }) {
  const { say } = useSay()
  return (
    <>
      <p className="note good" role="status">
        {say(words.done, { added, corrected })} {known > 0 ? say(words.known, { known }) : null}
      </p>
      <p>
        <button type="button" className="button" onClick={onClose}>
          {say(words.close)}
        </button>
      </p>
    </>
  )
}
