import { useRef, useState } from 'react'
import type { ImportAnswer } from '../../api/contract/sheet.ts'
import { focusFirstFault } from '../form/form-focus.ts'
import { useSay } from '../say.tsx'
import './import-dialog.css'
import type { Decisions } from './import-alike.tsx'
import { decisionQuery, ImportAlike } from './import-alike.tsx'
import type { Kept } from './import-conflicts.tsx'
import { ImportConflicts, keptQuery } from './import-conflicts.tsx'
import { ImportCorrections } from './import-corrections.tsx'
import { ImportNotes } from './import-notes.tsx'

const words = {
  fit: {
    zh: '“{name}”共 {rows} 行：新增 {fresh}，更正 {corrected}，没有变化 {unchanged}。',
    en: '“{name}” has {rows} {rows:row|rows}: {fresh} new, {corrected} corrected, {unchanged} unchanged.',
  },
  cells: {
    zh: '更正 {corrected} 条，新增 {fresh} 条。',
    en: 'To be corrected: {corrected}. New: {fresh}.',
  },
  kept: {
    zh: '表中删去的行，系统中的记录保持不变，不会作废。',
    en: 'Records whose row was deleted from the sheet stay as they are; nothing is made void.',
  },
  late: { zh: '其中 {late} 行属于补录。', en: 'Late: {late}.' },
  known: {
    zh: '{known} 行以前导入过，不会重复写入。',
    en: 'Imported before and not written again: {known}.',
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
  noReason: {
    zh: '更正要写明原因，一句话即可；每一条更正都会带上它。',
    en: 'A correction needs its reason; one sentence will do, kept with each of them.',
  },
  undecided: {
    zh: '还有 {count} 处没有选定，选定之后才能写入。',
    en: 'Still to be decided: {count}. Nothing is written before.',
  },
  writing: { zh: '正在写入…', en: 'Writing…' },
  done: {
    zh: '已新增 {added} 条，更正 {corrected} 条。',
    en: '{added} {added:record was|records were} added, {corrected} corrected.',
  },
  close: { zh: '完成', en: 'Done' },
}

/** What a sheet would write, what must be said first, and the button that writes it. */
export function ConfirmImport(
  props: ImportAnswer & {
    /** The name of the file; null: the cells were changed in the page. */
    name: string | null
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
  const [tried, setTried] = useState(false)
  const form = useRef<HTMLDivElement>(null)
  const undecided =
    said.filter((one) => one === '').length +
    conflicts.filter(({ at }) => kept[at] === undefined).length
  const asked = alike.length + conflicts.length
  const isReasonMissing = isReasonNeeded && reason.trim() === ''
  const write = () => {
    setTried(true)
    if (undecided > 0 || isReasonMissing) requestAnimationFrame(() => focusFirstFault(form.current))
    else props.onConfirm(reason, { ...decisionQuery(decisions), ...keptQuery(conflicts, kept) })
  }
  return (
    <div className="stack" ref={form}>
      <div
        className={name === null && fresh + corrected === 0 && asked > 0 ? 'unseen' : 'note good'}
        role="status"
      >
        <p>
          {name === null
            ? say(words.cells, { fresh, corrected })
            : say(words.fit, { name, rows, fresh, corrected, unchanged })}{' '}
          {late > 0 ? say(words.late, { late }) : null}{' '}
          {known > 0 ? say(words.known, { known }) : null}{' '}
          {count + asked === 0 ? say(words.nothing) : null}
        </p>
        {name !== null && corrected + unchanged > 0 ? (
          <p className="small">{say(words.kept)}</p>
        ) : null}
      </div>
      <ImportCorrections {...props} />
      <ImportConflicts conflicts={conflicts} kept={kept} isWaitedFor={tried} onChange={setKept} />
      <ImportAlike
        alike={alike}
        decisions={decisions}
        isWaitedFor={tried}
        onChange={setDecisions}
      />
      <ImportNotes notes={props.notes} />
      <ReasonLine
        isNeeded={isReasonNeeded}
        isLate={late > 0 || added > 0}
        isMissing={tried && isReasonMissing}
        value={reason}
        onChange={setReason}
      />
      <p>
        <button
          type="button"
          className="button primary"
          disabled={isWriting || count + asked === 0}
          onClick={write}
        >
          {isWriting ? say(words.writing) : say(words.write, { count })}
        </button>{' '}
        {tried && undecided > 0 ? (
          <span className="fault" role="alert">
            {say(words.undecided, { count: undecided })}
          </span>
        ) : null}
      </p>
    </div>
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
  /** It was tried without. */
  isMissing: boolean
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
        data-most={500}
        aria-required={needed}
        aria-invalid={props.isMissing}
        aria-describedby="import-reason-fault"
        value={props.value}
        onChange={(event) => props.onChange(event.target.value)}
      />
      <p id="import-reason-fault" className="fault small">
        {props.isMissing ? say(words.noReason) : null}
      </p>
    </div>
  )
}

/** What it came to. */
export function WrittenImport({
  added,
  corrected,
  known,
  onClose,
}: ImportAnswer & { onClose: () => void }) {
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
