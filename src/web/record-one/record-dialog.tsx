import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { EventKind } from '../../ledger/record/event.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import { randomKey } from '../api-client/ask.ts'
import { firstRecordsQuery } from '../api-client/queries.ts'
import { Dialog } from '../components/dialog.tsx'
import { Loading } from '../components/loading.tsx'
import { mayFill, registerOf, useUnit } from '../components/use-unit.ts'
import { defaultsOf, lastOfOwn } from '../form/defaults.ts'
import type { Draft } from '../form/drafts.ts'
import { draftName } from '../form/drafts.ts'
import { RecordForm } from '../form/record-form.tsx'
import { useKeptForm } from '../form/use-kept-form.ts'
import { places } from '../places.ts'
import { useSay } from '../say.tsx'
import { ForWindowNote } from './for-window-note.tsx'
import { NewEvent } from './new-event.tsx'
import { NewFormTop } from './new-form-top.tsx'
import type { ForWindow } from './record-one.ts'
import { RegisterChoice } from './register-choice.tsx'
import type { Saved } from './saved-note.tsx'
import { withMatter } from './typed-behind.ts'

const words = { title: { zh: '{act}：{register}', en: '{act}: {register}' } }

/** Records looked through for one of my own office. */
const lookedThroughMax = 20

/** 记一笔: pick the register, then its form. */
export function RecordDialog(props: {
  register: string | null
  /** Which kind of its records, as the fields that say it. */
  kind: Values
  /** What is filled in already; then no draft of before stands in its way. */
  start: Values | null
  /** The day it happened, where that is known before anything is typed. */
  on: string | null
  /** The window of a duty that it is to answer. */
  window: ForWindow | null
  onClose: () => void
  onSaved: (saved: Saved) => void
}) {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const [chosen, setChosen] = useState<Chosen | null>(() => {
    const register = props.register === null ? null : registerOf(pack, props.register)
    return register && mayFill(session, register)
      ? { register, kind: props.kind, matter: '' }
      : null
  })
  const [chosenEvent, setEvent] = useState<{ kind: EventKind; matter: string } | null>(null)
  const event = chosenEvent?.kind ?? null
  const act = say(places.recordOne.label)
  const what = chosen?.register ?? event
  return (
    <Dialog
      title={what ? say(words.title, { act, register: say(what.label) }) : act}
      onClose={props.onClose}
    >
      {chosen ? (
        <NewRecord
          key={draftName(chosen)}
          {...chosen}
          filled={filledIn(chosen.register, props)}
          window={props.window?.wanted.register === chosen.register.id ? props.window : null}
          onOther={() => setChosen(null)}
          onClose={props.onClose}
          onSaved={props.onSaved}
        />
      ) : chosenEvent ? (
        <NewEvent
          {...chosenEvent}
          on={props.on}
          onOther={() => setEvent(null)}
          onClose={props.onClose}
          onSaved={props.onSaved}
        />
      ) : (
        <RegisterChoice
          onChoose={setChosen}
          onEvent={(kind, matter) => setEvent({ kind, matter })}
        />
      )}
    </Dialog>
  )
}

/** A register, and what is known of the kind of the record. */
interface Chosen {
  readonly register: Register
  readonly kind: Values
  /** What was typed behind its name; '' where nothing was. */
  readonly matter: string
}

/** A day alone goes into whichever field is the date of the register that was chosen. */
function filledIn(
  { date }: Register,
  { start, on }: { start: Values | null; on: string | null },
): Values | null {
  if (on === null) return start
  return { [date]: on, ...start }
}

function NewRecord(props: {
  register: Register
  kind: Values
  matter: string
  filled: Values | null
  window: ForWindow | null
  onOther: () => void
  onClose: () => void
  onSaved: (saved: Saved) => void
}) {
  const unit = useUnit()
  const { register, kind, matter, filled, window } = props
  const where = Object.fromEntries(Object.entries(kind).map(([id, value]) => [id, String(value)]))
  const last = useQuery(firstRecordsQuery({ register: register.id, where }, lookedThroughMax))
  const kept = useKeptForm(draftName({ register, kind }), filled === null)
  if (last.isPending) return <Loading />
  const lastValues = lastOfOwn(register, unit, last.data?.items ?? [])
  const begun: Draft = kept.draft ?? {
    values: { ...defaultsOf(register, unit, lastValues), ...kind, ...filled },
    reason: '',
    key: randomKey(),
  }
  const start = { ...begun, values: withMatter(register, begun.values, matter) }
  return (
    <>
      <NewFormTop onOther={props.onOther} kept={kept} />
      {window ? <ForWindowNote window={window} register={register} /> : null}
      <RecordForm
        key={kept.fresh}
        register={register}
        start={start}
        place={kept.place}
        {...(window
          ? {}
          : { nextStart: ({ record }) => defaultsOf(register, unit, record.values) })}
        onSaved={({ answer: { record, index }, goesOn }) => {
          const { id, title } = record
          props.onSaved({ register: register.id, record: id, title, index, window })
          if (goesOn) kept.saved()
          else props.onClose()
        }}
      />
    </>
  )
}
