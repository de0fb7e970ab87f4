import { useRef, useState } from 'react'
import type { EventAnswer, EventBody } from '../../api/contract/event.ts'
import type { EventKind } from '../../ledger/record/event.ts'
import { ownFields, sharedNames } from '../../ledger/record/event.ts'
import type { Values } from '../../ledger/value.ts'
import { ask, randomKey } from '../api-client/ask.ts'
import type { Unit } from '../components/use-unit.ts'
import { useUnit } from '../components/use-unit.ts'
import { defaultsOf } from '../form/defaults.ts'
import { draftOf, offeredParts, sharedFieldsOf } from '../form/event-draft.ts'
import { EventForm } from '../form/event-form.tsx'
import { useKeptForm } from '../form/use-kept-form.ts'
import { NewFormTop } from './new-form-top.tsx'
import type { Saved } from './saved-note.tsx'
import { withMatter } from './typed-behind.ts'

/** A new event: one form, one request, a record in each register that it is part of. */
export function NewEvent(props: {
  kind: EventKind
  /** What was typed behind its name; '' where nothing was. */
  matter: string
  /** The day it happened, where that is known before anything is typed. */
  on: string | null
  onOther: () => void
  onClose: () => void
  onSaved: (saved: Saved) => void
}) {
  const unit = useUnit()
  const { kind, matter, on } = props
  const kept = useKeptForm(`event.${kind.id}`)
  const answer = useRef<EventAnswer | null>(null)
  const [begun] = useState(() => startOf(kind, unit, { on, matter }))
  const start = kept.draft ?? { values: begun, reason: '', key: randomKey() }
  const send = async (body: EventBody, key: string) => {
    answer.current = await ask<EventAnswer>('/events', {
      method: 'POST',
      headers: { 'idempotency-key': key },
      body,
    })
  }
  return (
    <>
      <NewFormTop onOther={props.onOther} kept={kept} />
      <EventForm
        key={kept.fresh}
        kind={kind}
        start={start}
        place={kept.place}
        send={send}
        onSent={() => {
          const [first] = answer.current?.records ?? []
          if (first) {
            const { id, register, title } = first.record
            props.onSaved({ register, record: id, title, index: first.index, window: null })
          }
          props.onClose()
        }}
      />
    </>
  )
}

/** What a new event begins with: every part, today or the day known, my office, its matter. */
function startOf(
  kind: EventKind,
  unit: Unit,
  { on, matter }: { readonly on: string | null; readonly matter: string },
): Values {
  const parts = offeredParts(unit.pack, kind)
  const shared = new Map(sharedFieldsOf(parts))
  const asked = sharedNames.flatMap((name) => shared.get(name) ?? [])
  const first = parts[0]?.player.register
  const facts = first ? defaultsOf({ ...first, fields: asked }, unit, null) : {}
  const own = parts.map(({ player, part }) => {
    const asking = ownFields(player, part.values)
    const values = withMatter(asking, defaultsOf(asking, unit, null), matter)
    return { register: part.register, values }
  })
  const day = on === null ? {} : { day: on }
  return draftOf(
    parts.map(({ part }) => part.register),
    { facts: { ...facts, ...day }, parts: own },
  )
}
