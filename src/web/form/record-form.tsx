import type { KeyboardEvent } from 'react'
import { useEffect, useId, useRef } from 'react'
import type { WriteAnswer } from '../../api/contract/record.ts'
import { partPlayer } from '../../ledger/record/event.ts'
import { guessedYear, isYearAsked } from '../../ledger/record/year-of.ts'
import { fieldsOfDraw } from '../../ledger/register/draw.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { stageParts } from '../../ledger/register/stage-parts.ts'
import type { Values } from '../../ledger/value.ts'
import { ApiFailure } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { playingOf } from '../pack/players.ts'
import { useSay } from '../say.tsx'
import './record-form.css'
import type { Draft, DraftPlace } from './drafts.ts'
import { FieldLine } from './field-line.tsx'
import { FormFoot, ReasonLine } from './form-ends.tsx'
import { focusFirstFault, focusFirstOpen, goOnWithEnter } from './form-focus.ts'
import { isNeededNow } from './is-needed.ts'
import { useLastAlike } from './last-alike.ts'
import { isLate } from './lateness.ts'
import { LaterPart } from './later-part.tsx'
import { isSavedBefore, SavedBefore } from './saved-before.tsx'
import { serverFaults } from './server-faults.ts'
import { dayAhead, useAhead } from './use-ahead.ts'
import type { Correcting, SentAs } from './use-record-form.ts'
import { useRecordForm } from './use-record-form.ts'
import { useUntaken } from './use-untaken.ts'

const words = {
  another: { zh: '确为另一人，仍然保存', en: 'It is another person: save' },
  guessed: {
    zh: '按日期推定，可以改。数据和责任按这个年度计算。',
    en: 'Guessed from the day; you may change it. Figures and duties go by this year.',
  },
}

interface RecordFormProps {
  register: Register
  start: Draft
  place: DraftPlace
  correcting?: Correcting
  /** Given: only these fields are asked for, in this order; the others stay as they are. */
  only?: readonly string[]
  /** The field that the form opens at; absent: the first that nothing fills. */
  first?: string
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
  const { element, form, save, onKeyDown, ahead, untaken } = useFormSteps(props)
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
      <FieldLines
        formId={formId}
        register={asked}
        form={form}
        isNew={correcting === null}
        first={props.first}
      />
      <ReasonLine
        formId={formId}
        kind={correcting ? (props.only ? 'step' : 'correction') : late ? 'late' : null}
        value={form.reason}
        isMissing={form.isReasonMissing}
        onChange={form.setReason}
      />
      {form.error && !isSaidAtFields(form.error, asked) ? <ErrorNote error={form.error} /> : null}
      {isSameName(form.error) ? (
        <p>
          <button
            type="button"
            className="button"
            disabled={form.pending}
            onClick={() => void save({ next: false, as: 'namesake' })}
          >
            {say(words.another)}
          </button>
        </p>
      ) : null}
      {isSavedBefore(form.error) && correcting === null ? (
        <SavedBefore
          register={register.id}
          pending={form.pending}
          onAnother={() => void save({ next: false, as: 'another' })}
        />
      ) : null}
      <FormFoot
        pending={form.pending}
        correcting={correcting !== null && props.only === undefined}
        ahead={ahead}
        untaken={untaken}
        faults={(form.isShown('') ? form.judged.faults.size : 0) + (form.isReasonMissing ? 1 : 0)}
        {...(props.nextStart ? { onNext: () => void save({ next: true }) } : {})}
      />
    </form>
  )
}

function isSameName(error: unknown): boolean {
  return error instanceof ApiFailure && error.problem.code === 'person.same-name'
}

/** Whether each fault that the server found stands beside its field: then it is not said again. */
function isSaidAtFields(error: unknown, { fields }: Register): boolean {
  const told = serverFaults(error instanceof ApiFailure ? error.problem : null)
  return told.size > 0 && [...told.keys()].every((id) => fields.some((field) => field.id === id))
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
  // What a step asks for is one part, whatever stages its fields belong to.
  return { ...register, stages: [], fields: [...named, ...wrong] }
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
    focusFirstOpen(element.current, askedOf(register, props.only, null), start.values, props.first)
  })
  const { pack, session } = useUnit()
  const untaken = useUntaken(element)
  const ahead = useAhead(dayAhead(pack, { register, values: form.values }, session.today))
  const save = async ({ next, as }: { next: boolean; as?: SentAs }) => {
    if (untaken.holds()) return
    if (form.judged.faults.size === 0 && ahead.asks()) return
    const answer = await form.send(as)
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
  return { element, form, save, onKeyDown, ahead: ahead.asked, untaken: untaken.text }
}

function FieldLines(props: {
  formId: string
  register: Register
  form: ReturnType<typeof useRecordForm>
  isNew: boolean
  first: string | undefined
}) {
  const { form, register } = props
  const { yearOf } = register
  // What is typed over the guess stays; what is cleared is guessed again, as the server would.
  const guess = props.isNew ? guessedYear(register, form.values) : null
  const isGuessed = (id: string) => id === yearOf?.field && guess !== null && !isSaid(form, id)
  const { pack, session } = useUnit()
  // Which event a record is part of its other records say; nobody looks for that by hand.
  const link = partPlayer(playingOf(pack), register.id)?.fields.event
  const unasked = [link, ...(register.draw ? fieldsOfDraw(register.draw) : [])]
  const isAsked = (id: string) =>
    isSaid(form, id) ||
    (!unasked.includes(id) && (id !== yearOf?.field || isYearAsked(register, form.values)))
  const lastOf = useLastAlike(register, form.values, { isOn: props.isNew })
  const told = serverFaults(form.error instanceof ApiFailure ? form.error.problem : null)
  const faultsOf = (id: string) => [
    ...(form.isShown(id) ? (form.judged.faults.get(id) ?? []) : []),
    ...(told.get(id) ?? []),
  ]
  const isNeededHere = (field: Field) =>
    isNeededNow(field, { register, values: form.values, today: session.today })
  const line = (field: Field) => (
    <FieldLine
      key={field.id}
      formId={props.formId}
      field={isGuessed(field.id) ? { ...field, help: words.guessed } : field}
      needed={isNeededHere(field)}
      value={isGuessed(field.id) ? (guess ?? undefined) : form.values[field.id]}
      last={field.type === 'people' || field.default === 'last' ? lastOf(field.id) : undefined}
      faults={faultsOf(field.id)}
      onChange={(value) => form.change(field.id, value)}
      onLeave={() => form.leave(field.id)}
    />
  )
  const [now, ...later] = stageParts(register)
  return (
    <>
      {now?.fields.filter(({ id }) => isAsked(id)).map(line)}
      {later.map(({ label, fields: inPart }) => {
        const fields = inPart.filter(({ id }) => isAsked(id))
        return fields.length === 0 ? null : (
          <LaterPart
            key={label?.en ?? ''}
            label={label}
            names={fields.map((field) => field.label)}
            opens={fields.some(({ id }) => id === props.first || isSaid(form, id))}
            mustShow={fields.some((one) => isNeededHere(one) || faultsOf(one.id).length > 0)}
          >
            {fields.map(line)}
          </LaterPart>
        )
      })}
    </>
  )
}

function isSaid({ values }: ReturnType<typeof useRecordForm>, field: string): boolean {
  const value = values[field]
  return value !== undefined && value !== null && value !== ''
}
