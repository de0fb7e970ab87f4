import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef } from 'react'
import type { WriteAnswer } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register.ts'
import type { Values } from '../../ledger/value.ts'
import { guessedYear, isYearAsked } from '../../ledger/year-of.ts'
import { ApiFailure } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import './record-form.css'
import type { Draft, DraftPlace } from './drafts.ts'
import { FieldLine } from './field-line.tsx'
import { focusFirstFault, focusFirstOpen, goOnWithEnter } from './form-focus.ts'
import { useLastAlike } from './last-alike.ts'
import { isLate } from './lateness.ts'
import type { Correcting } from './use-record-form.ts'
import { useRecordForm } from './use-record-form.ts'
import { serverFaults } from './server-faults.ts'

const words = {
  save: { zh: '保存', en: 'Save' },
  saveNext: { zh: '保存并记下一笔', en: 'Save and next' },
  correct: { zh: '保存更正', en: 'Save the correction' },
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
  keys: {
    zh: '回车到下一项，Ctrl+↓到下一必填项，Ctrl+回车保存',
    en: 'Enter goes on, Ctrl+↓ to the next required one, Ctrl+Enter saves',
  },
  another: { zh: '确为另一人，仍然保存', en: 'It is another person: save' },
  wrong: { zh: '还有 {count} 处需要核对', en: '{count} to check' },
  guessed: {
    zh: '按日期推定，可以改。数据和责任按这个年度计算。',
    en: 'Guessed from the day; you may change it. Figures and duties go by this year.',
  },
}

const reasonCharactersMax = 300

interface RecordFormProps {
  register: Register
  start: Draft
  place: DraftPlace
  correcting?: Correcting
  /** Given: only these fields are asked for, in this order; the others stay as they are. */
  only?: readonly string[]
  onSaved: (saved: { answer: WriteAnswer; goesOn: boolean }) => void
  /** Given: "save and next" is offered; answers what the next record begins with. */
  nextStart?: (answer: WriteAnswer) => Values
}

/** The form of a register, generated from its fields, for a new record or for a correction. */
export function RecordForm(props: RecordFormProps) {
  const { register, correcting = null } = props
  const { session } = useUnit()
  const formId = useId()
  const { say } = useSay()
  const { element, form, save, onKeyDown } = useFormSteps(props)
  const asked = askedOf(register, props.only, form.isShown('') ? form.judged.faults : null)
  const late = isLate(register, form.values, session.today)
  return (
    <form
      ref={element}
      className="record-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save({ next: false })
      }}
      onKeyDown={onKeyDown}
    >
      <FieldLines formId={formId} register={asked} form={form} isNew={correcting === null} />
      <ReasonLine
        formId={formId}
        kind={correcting ? (props.only ? 'step' : 'correction') : late ? 'late' : null}
        value={form.reason}
        onChange={form.setReason}
      />
      {form.error ? <ErrorNote error={form.error} /> : null}
      {isSameName(form.error) ? (
        <p>
          <button
            type="button"
            className="button"
            disabled={form.pending}
            onClick={() => void save({ next: false, isAnother: true })}
          >
            {say(words.another)}
          </button>
        </p>
      ) : null}
      <FormFoot
        pending={form.pending}
        correcting={correcting !== null && props.only === undefined}
        faults={form.isShown('') ? form.judged.faults.size : 0}
        {...(props.nextStart ? { onNext: () => void save({ next: true }) } : {})}
      />
    </form>
  )
}

function isSameName(error: unknown): boolean {
  return error instanceof ApiFailure && error.problem.code === 'person.same-name'
}

/** The fields that are asked for; one that keeps the whole from being saved is shown as well. */
function askedOf(
  register: Register,
  only: readonly string[] | undefined,
  faults: ReadonlyMap<string, unknown> | null,
): Register {
  if (only === undefined) return register
  const named = only.flatMap((id) => register.fields.find((field) => field.id === id) ?? [])
  const wrong = register.fields.filter(({ id }) => !only.includes(id) && faults?.has(id) === true)
  return { ...register, fields: [...named, ...wrong] }
}

/** What happens to the focus when the form opens, when a field is done, and when it is saved. */
function useFormSteps(props: RecordFormProps) {
  const { register, start, place, correcting = null } = props
  const element = useRef<HTMLFormElement>(null)
  const form = useRecordForm({ register, start, place, correcting })
  const focused = useRef(false)
  useEffect(() => {
    if (focused.current) return
    focused.current = true
    focusFirstOpen(element.current, askedOf(register, props.only, null), start.values)
  })
  const save = async ({ next, isAnother = false }: { next: boolean; isAnother?: boolean }) => {
    const answer = await form.send({ isAnother })
    if (answer === null) {
      requestAnimationFrame(() => focusFirstFault(element.current))
      return
    }
    const { nextStart } = props
    props.onSaved({ answer, goesOn: next && nextStart !== undefined })
    if (!next || !nextStart) return
    const values = nextStart(answer)
    form.restart(values)
    requestAnimationFrame(() => focusFirstOpen(element.current, register, values))
  }
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key === 'ArrowDown' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      focusFirstOpen(element.current, register, form.values)
    } else {
      goOnWithEnter(event, { form: element.current, save: (next) => void save({ next }) })
    }
  }
  return { element, form, save, onKeyDown }
}

function FieldLines(props: {
  formId: string
  register: Register
  form: ReturnType<typeof useRecordForm>
  isNew: boolean
}) {
  const { form, register } = props
  const { yearOf } = register
  // What is typed over the guess stays; what is cleared is guessed again, as the server would.
  const guess = props.isNew ? guessedYear(register, form.values) : null
  const isGuessed = (id: string) => id === yearOf?.field && guess !== null && !isSaid(form, id)
  const isAsked = (id: string) =>
    id !== yearOf?.field || isSaid(form, id) || isYearAsked(register, form.values)
  const lastOf = useLastAlike(register, form.values, { isOn: props.isNew })
  const told = serverFaults(form.error instanceof ApiFailure ? form.error.problem : null)
  return register.fields
    .filter(({ id }) => isAsked(id))
    .map((field) => (
      <FieldLine
        key={field.id}
        formId={props.formId}
        field={isGuessed(field.id) ? { ...field, help: words.guessed } : field}
        value={isGuessed(field.id) ? (guess ?? undefined) : form.values[field.id]}
        last={field.type === 'people' || field.default === 'last' ? lastOf(field.id) : undefined}
        faults={[
          ...(form.isShown(field.id) ? (form.judged.faults.get(field.id) ?? []) : []),
          ...(told.get(field.id) ?? []),
        ]}
        onChange={(value) => form.change(field.id, value)}
        onLeave={() => form.leave(field.id)}
      />
    ))
}

function isSaid({ values }: ReturnType<typeof useRecordForm>, field: string): boolean {
  const value = values[field]
  return value !== undefined && value !== null && value !== ''
}

function ReasonLine(props: {
  formId: string
  /** `step`: a correction that brings the record on its way. */
  kind: 'correction' | 'step' | 'late' | null
  value: string
  onChange: (reason: string) => void
}) {
  const { say } = useSay()
  if (props.kind === null) return null
  const id = `${props.formId}-reason`
  const { kind } = props
  const isCorrection = kind !== 'late'
  const name = kind === 'step' ? words.step : isCorrection ? words.reason : words.lateReason
  return (
    <div className="field-line reason">
      <label className="field-name" htmlFor={id}>
        {say(name)}
        {isCorrection ? (
          <span className="required" aria-hidden="true">
            *
          </span>
        ) : null}
      </label>
      <div className="field-input">
        <input
          id={id}
          className="input"
          value={props.value}
          maxLength={reasonCharactersMax}
          aria-required={isCorrection}
          aria-describedby={`${id}-hint`}
          onChange={(event) => props.onChange(event.target.value)}
        />
        <p id={`${id}-hint`} className="field-notes small quiet">
          {say(isCorrection ? words.reasonHint : words.lateHint)}
        </p>
      </div>
    </div>
  )
}

function FormFoot(props: {
  pending: boolean
  correcting: boolean
  faults: number
  onNext?: () => void
}) {
  const { say } = useSay()
  return (
    <div className="form-foot">
      <button type="submit" className="button primary" disabled={props.pending}>
        {say(props.pending ? words.saving : props.correcting ? words.correct : words.save)}
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
