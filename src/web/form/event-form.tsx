import { useId, useRef } from 'react'
import type { EventBody } from '../../api/contract/event.ts'
import type { Label } from '../../ledger/label.ts'
import type { EventKind } from '../../ledger/record/event.ts'
import { ownFields, valuesOfFacts } from '../../ledger/record/event.ts'
import { guessedYear, isYearAsked } from '../../ledger/record/year-of.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import type { Draft, DraftPlace } from './drafts.ts'
import type { OfferedPart } from './event-draft.ts'
import { factsIn, keyOf, partLabel, recordsIn, sharedFieldsOf } from './event-draft.ts'
import './event-form.css'
import { FieldLine } from './field-line.tsx'
import { FormFoot, ReasonLine } from './form-ends.tsx'
import { focusFirstFault, goOnWithEnter } from './form-focus.ts'
import { isLate } from './lateness.ts'
import './record-form.css'
import { isSavedBefore, SavedBefore } from './saved-before.tsx'
import { dayAhead, useAhead } from './use-ahead.ts'
import type { EventFormState } from './use-event-form.ts'
import { useEventForm } from './use-event-form.ts'
import { useUntaken } from './use-untaken.ts'

const words = {
  shared: { zh: '共同内容', en: 'What all parts share' },
  sharedHint: {
    zh: '只填一次，写入下面选中的每一本台账；以后更正任何一条，其余随之更正。',
    en: 'Typed once and written into each register chosen below; a later correction of one corrects all.',
  },
  follows: { zh: '按出席人数计，可以改。', en: 'The number of those present; you may change it.' },
  none: { zh: '请至少选择一项。', en: 'Choose at least one part.' },
}

interface EventFormProps {
  readonly kind: EventKind
  readonly start: Draft
  readonly place: DraftPlace | null
  readonly send: (body: EventBody, key: string) => Promise<unknown>
  readonly onSent: () => void
  /** What the button says; absent: save. */
  readonly save?: Label
  /** No part need be chosen: something else is sent with it. */
  readonly mayBeNone?: boolean
}

/** The form of an event: what its parts share, then each part with what is its own. */
export function EventForm(props: EventFormProps) {
  const { say } = useSay()
  const { session } = useUnit()
  const element = useRef<HTMLFormElement>(null)
  const formId = useId()
  const form = useEventForm(props)
  const { pack } = useUnit()
  const days = recordsIn(form.draft, form.chosen).map((one) => dayAhead(pack, one, session.today))
  const ahead = useAhead(days.find((day) => day !== null) ?? null)
  const untaken = useUntaken(element)
  const save = async (as?: 'another') => {
    if (untaken.holds()) return
    if (form.isSound && ahead.asks()) return
    if (await form.send(as)) props.onSent()
    else requestAnimationFrame(() => focusFirstFault(element.current))
  }
  const late = recordsIn(form.draft, form.chosen).some(({ register, values }) =>
    isLate(register, values, session.today),
  )
  const [firstPart] = form.chosen
  return (
    <form
      ref={element}
      className="record-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
      onKeyDown={(event) =>
        goOnWithEnter(event, { form: element.current, save: () => void save() })
      }
    >
      {form.chosen.length > 0 ? <SharedPart formId={formId} form={form} /> : null}
      {form.parts.map((one) => (
        <OwnPart key={one.part.register} formId={formId} form={form} one={one} />
      ))}
      {form.chosen.length === 0 && !props.mayBeNone ? (
        <p className="note wait">{say(words.none)}</p>
      ) : null}
      <ReasonLine
        formId={formId}
        kind={late ? 'late' : null}
        value={form.reason}
        onChange={form.setReason}
      />
      {form.error ? <ErrorNote error={form.error} /> : null}
      {isSavedBefore(form.error) && firstPart ? (
        <SavedBefore
          register={firstPart.part.register}
          pending={form.pending}
          onAnother={() => void save('another')}
        />
      ) : null}
      <FormFoot
        pending={form.pending}
        correcting={false}
        ahead={ahead.asked}
        untaken={untaken.text}
        faults={form.wrong}
        {...(props.save && { save: props.save })}
      />
    </form>
  )
}

function SharedPart({ formId, form }: { formId: string; form: EventFormState }) {
  const { say } = useSay()
  const facts = factsIn(form.draft)
  return (
    <fieldset className="event-part">
      <legend>{say(words.shared)}</legend>
      <p className="quiet small">{say(words.sharedHint)}</p>
      {sharedFieldsOf(form.chosen).map(([name, field]) => {
        const follows = name === 'headCount' && form.draft[name] === undefined && facts.has(name)
        return (
          <FieldLine
            key={name}
            formId={formId}
            field={follows ? { ...field, help: words.follows } : field}
            value={follows ? facts.get(name) : form.draft[name]}
            last={undefined}
            faults={form.faultsAt(name)}
            onChange={(value) => form.change(name, value)}
            onLeave={() => form.leave(name)}
          />
        )
      })}
    </fieldset>
  )
}

function OwnPart(props: { formId: string; form: EventFormState; one: OfferedPart }) {
  const { say } = useSay()
  const { form } = props
  const { player, part } = props.one
  const { id } = player.register
  const isIn = form.chosen.includes(props.one)
  const { pack } = useUnit()
  const label = partLabel(pack, props.one)
  const asked = ownFields(player, part.values)
  const facts = valuesOfFacts(player, factsIn(form.draft))
  const said = { ...facts, ...part.values }
  return (
    <fieldset className="event-part">
      <legend>
        <label>
          <input
            type="checkbox"
            checked={isIn}
            onChange={(event) => form.choose(id, event.target.checked)}
          />{' '}
          {say(label)}
        </label>
      </legend>
      {isIn
        ? asked.fields.map((field) => {
            const key = keyOf(id, field.id)
            const isYear = field.id === player.register.yearOf?.field
            if (isYear && !isYearAsked(player.register, said)) return null
            const guess = isYear ? (guessedYear(player.register, said) ?? undefined) : undefined
            return (
              <FieldLine
                key={key}
                formId={`${props.formId}-${id}`}
                field={field}
                value={form.draft[key] ?? guess}
                last={undefined}
                faults={form.faultsAt(key)}
                onChange={(value) => form.change(key, value)}
                onLeave={() => form.leave(key)}
              />
            )
          })
        : null}
    </fieldset>
  )
}
