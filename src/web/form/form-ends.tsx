import type { Label } from '../../ledger/label.ts'
import { useSaysAway, useServerPresence } from '../api-client/server-presence.ts'
import { dayInWords } from '../components/day.ts'
import { useSay } from '../say.tsx'

const words = {
  ahead: {
    zh: '{day}还没有到：还没有召开的会议，请登记为会议计划。日期无误的，请再按一次保存。',
    en: '{day} is still to come: a meeting that is not held yet belongs among the planned ones. If the day is right, save once more.',
  },
  untaken: {
    zh: '“{text}”还没有选定，保存后不会留下。请从名单中选定，或先清空。',
    en: '“{text}” has chosen nothing and would be lost. Choose from its list, or clear it.',
  },
  save: { zh: '保存', en: 'Save' },
  saveNext: { zh: '保存并记下一笔', en: 'Save and next' },
  correct: { zh: '保存更正', en: 'Save the correction' },
  silent: {
    zh: '服务器没有回应，仍在等。填写的内容已存在本机。',
    en: 'The server does not answer; this goes on waiting. What you typed is kept on this machine.',
  },
  saving: { zh: '正在写入…', en: 'Writing…' },
  lateReason: { zh: '补录原因', en: 'Why it is entered late' },
  lateHint: {
    zh: '已超过应录入的时间，将如实标记“补录”，不影响保存。',
    en: 'It is past the time for entering it. It will be marked as late; saving is not affected.',
  },
  reason: { zh: '更正原因', en: 'Reason for the correction' },
  step: { zh: '办理说明', en: 'What is done here' },
  reasonHint: {
    zh: '原来的内容会保留为旧版本，任何人都能看到改了什么。',
    en: 'What stood before stays as an older version; everybody can see what changed.',
  },
  noReason: {
    zh: '更正要写明原因，一句话即可。',
    en: 'A correction needs its reason; one sentence will do.',
  },
  noStep: {
    zh: '请写明办了什么，一句话即可。',
    en: 'Say what is done here; one sentence will do.',
  },
  keys: {
    zh: '回车到下一项，Ctrl+↓到下一必填项，Ctrl+回车保存',
    en: 'Enter goes on, Ctrl+↓ to the next required one, Ctrl+Enter saves',
  },
  wrong: { zh: '还有 {count} 处需要核对', en: '{count} to check' },
}

const reasonCharactersMax = 300

/** Why it comes late, or why it is corrected; nothing where nobody asks. */
export function ReasonLine(props: {
  formId: string
  /** `step`: a correction that brings the record on its way. */
  kind: 'correction' | 'step' | 'late' | null
  value: string
  /** It was sent without. */
  isMissing?: boolean
  onChange: (reason: string) => void
}) {
  const { say } = useSay()
  if (props.kind === null) return null
  const id = `${props.formId}-reason`
  const { kind, isMissing = false } = props
  const isCorrection = kind !== 'late'
  const name = kind === 'step' ? words.step : isCorrection ? words.reason : words.lateReason
  return (
    <div className="field-line">
      <label className="field-name" htmlFor={id}>
        {say(name)}
        {isCorrection ? (
          <span className="required" aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      <div>
        <input
          id={id}
          className="input"
          value={props.value}
          data-most={reasonCharactersMax}
          aria-required={isCorrection}
          aria-invalid={isMissing}
          aria-describedby={`${id}-hint`}
          onChange={(event) => props.onChange(event.target.value)}
        />
        <div id={`${id}-hint`} className="field-notes small">
          {isMissing ? (
            <p className="fault">{say(kind === 'step' ? words.noStep : words.noReason)}</p>
          ) : null}
          <p className="quiet">{say(isCorrection ? words.reasonHint : words.lateHint)}</p>
        </div>
      </div>
    </div>
  )
}

/** The buttons of a form, and how many places are still wrong. */
export function FormFoot(props: {
  pending: boolean
  correcting: boolean
  faults: number
  /** The day of a meeting still to come that is entered as held: it is asked about once. */
  ahead: string | null
  /** Text that chose nothing, in the line where the focus is. */
  untaken: string | null
  /** What the button says, where it is another word. */
  save?: Label
  onNext?: () => void
}) {
  const { say, lang } = useSay()
  const isSilent = useServerPresence() !== 'here' && props.pending
  useSaysAway(isSilent)
  return (
    <div className="form-foot">
      {isSilent ? (
        <p className="note bad" role="alert">
          {say(words.silent)}
        </p>
      ) : null}
      {props.untaken === null ? null : (
        <p className="note bad" role="alert">
          {say(words.untaken, { text: props.untaken })}
        </p>
      )}
      {props.ahead === null ? null : (
        <p className="note wait" role="alert">
          {say(words.ahead, { day: dayInWords(props.ahead, lang) })}
        </p>
      )}
      <button type="submit" className="button primary" disabled={props.pending}>
        {say(
          props.pending
            ? words.saving
            : props.correcting
              ? words.correct
              : (props.save ?? words.save),
        )}
      </button>
      {props.onNext ? (
        <button type="button" className="button" disabled={props.pending} onClick={props.onNext}>
          {say(words.saveNext)}
        </button>
      ) : null}
      <span className="small quiet" role="status">
        {props.faults > 0 ? say(words.wrong, { count: props.faults }) : say(words.keys)}
      </span>
    </div>
  )
}
