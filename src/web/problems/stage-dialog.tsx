import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RecordView, WriteAnswer } from '../../api/contract/record.ts'
import type { Label } from '../../ledger/label.ts'
import { holds } from '../../ledger/predicate/evaluate.ts'
import { explain } from '../../ledger/predicate/explain.ts'
import type { Register, Stage } from '../../ledger/register/register.ts'
import type { Value } from '../../ledger/value.ts'
import { randomKey } from '../api-client/ask.ts'
import { recordQuery } from '../api-client/queries.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import type { Unit } from '../components/use-unit.ts'
import { useUnit } from '../components/use-unit.ts'
import { RecordForm } from '../form/record-form.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '{stage}：{title}', en: '{stage}: {title}' },
  saved: {
    zh: '已保存。要到“{stage}”，还须满足：{rule}。',
    en: 'Saved. To reach “{stage}” this must hold: {rule}.',
  },
  goOn: { zh: '继续填写', en: 'Go on' },
  later: { zh: '以后再办', en: 'Later' },
}

/** What a button says that brings a record to a stage. */
export function actOf({ act, label }: Stage): Label {
  return act ?? label
}

/** Moves a record to a stage: the form asks for the fields that this stage needs, and no others. */
export function StageDialog(props: {
  record: RecordView
  register: Register
  stage: Stage
  onClose: () => void
}) {
  const { say } = useSay()
  const { record, stage } = props
  const query = useQuery(recordQuery(record.id))
  const { session } = useUnit()
  const [short, setShort] = useState<WriteAnswer | null>(null)
  const saved = (answer: WriteAnswer) => {
    const subject = { id: null, values: answer.record.values }
    const isReached = !stage.when || holds(stage.when, subject, { today: session.today })
    if (isReached) props.onClose()
    else setShort(answer)
  }
  const title = say(words.title, { stage: say(actOf(stage)), title: record.title })
  return (
    <Dialog title={title} onClose={props.onClose}>
      {query.error ? <ErrorNote error={query.error} /> : null}
      {short ? <ShortNote {...props} onGoOn={() => setShort(null)} /> : null}
      {query.data && short === null ? (
        <StageForm
          key={query.data.etag}
          {...props}
          record={query.data.body}
          etag={query.data.etag ?? ''}
          onSaved={saved}
        />
      ) : query.error || short ? null : (
        <Loading />
      )}
    </Dialog>
  )
}

/** What was written is kept, but the stage is not reached: what is missing is said. */
function ShortNote(props: {
  register: Register
  stage: Stage
  onGoOn: () => void
  onClose: () => void
}) {
  const { say } = useSay()
  const { pack, roster } = useUnit()
  const { register, stage } = props
  const registers = {
    registers: new Map(pack.registers.map((one) => [one.id, one])),
    lists: new Map(Object.entries(pack.lists)),
  }
  const names = { person: personNamed(roster), office: () => null, record: () => null }
  const rule = explain(stage.when ?? {}, register, { registers, names })
  return (
    <div className="stack" role="status">
      <p className="note wait">{say(words.saved, { stage: say(stage.label), rule: say(rule) })}</p>
      <div className="actions">
        <button type="button" className="button primary" autoFocus onClick={props.onGoOn}>
          {say(words.goOn)}
        </button>
        <button type="button" className="button plain" onClick={props.onClose}>
          {say(words.later)}
        </button>
      </div>
    </div>
  )
}

function personNamed({ people }: Unit['roster']): (id: string) => string | null {
  return (id) => people.find((one) => one.id === id)?.name ?? null
}

function StageForm(props: {
  record: RecordView
  register: Register
  stage: Stage
  etag: string
  onSaved: (answer: WriteAnswer) => void
}) {
  const { say } = useSay()
  const { session } = useUnit()
  const { record, register, stage } = props
  const [start] = useState(() => ({
    values: { ...proposed(stage, session), ...record.values },
    reason: say(actOf(stage)),
    key: randomKey(),
  }))
  // The tag of the version that was opened: a newer one must be noticed, not overwritten.
  const [etag] = useState(props.etag)
  return (
    <RecordForm
      register={register}
      start={start}
      only={stage.asks}
      place={{
        organisation: session.organisation.id,
        account: session.account,
        register: `${register.id}.${record.id}`,
      }}
      correcting={{ id: record.id, etag }}
      onSaved={({ answer }) => props.onSaved(answer)}
    />
  )
}

/** Today for the day it is reached, and me where it is a person's to declare. */
function proposed(
  { on, by, asks }: Stage,
  session: { readonly today: string; readonly person: string | null },
): Readonly<Record<string, Value>> {
  const person = by && asks.includes(by.person) ? session.person : null
  return {
    ...(on !== undefined && asks.includes(on) ? { [on]: session.today } : {}),
    ...(by && person !== null ? { [by.person]: person } : {}),
  }
}
