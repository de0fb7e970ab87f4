import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RecordView, WriteAnswer } from '../../api/contract/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Value, Values } from '../../ledger/value.ts'
import { randomKey } from '../api-client/ask.ts'
import { recordQuery } from '../api-client/queries.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import type { Unit } from '../components/use-unit.ts'
import { useUnit } from '../components/use-unit.ts'
import { defaultsOf } from '../form/defaults.ts'
import { RecordForm } from '../form/record-form.tsx'
import { originField } from '../pack/problem-registers.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '登记问题', en: 'Record a problem' },
  from: { zh: '来自：{title}', en: 'From: {title}' },
}

/** Records a problem; where it comes from another record, that one is linked from the start. */
export function NewProblemDialog(props: {
  register: Register
  /** Id of the record it comes from. */
  from?: string | undefined
  /** Values that are known besides. */
  known?: Values
  onClose: () => void
  onSaved: (answer: WriteAnswer) => void
}) {
  const { say } = useSay()
  const { from } = props
  const query = useQuery({ ...recordQuery(from ?? ''), enabled: from !== undefined })
  const origin = query.data?.body ?? null
  const isReady = from === undefined || origin !== null
  return (
    <Dialog title={say(words.title)} onClose={props.onClose}>
      {query.error ? <ErrorNote error={query.error} /> : null}
      {isReady ? <ProblemForm {...props} origin={origin} /> : query.error ? null : <Loading />}
    </Dialog>
  )
}

function ProblemForm(props: {
  register: Register
  origin: RecordView | null
  known?: Values
  onSaved: (answer: WriteAnswer) => void
}) {
  const { say } = useSay()
  const unit = useUnit()
  const { register, origin, known } = props
  const [start] = useState(() => ({
    values: {
      ...defaultsOf(register, unit, null),
      ...originValues(register, origin, unit),
      ...known,
    },
    reason: '',
    key: randomKey(),
  }))
  const asks = register.stages?.[0]?.asks ?? []
  const later = register.stages?.[1]?.asks ?? []
  return (
    <>
      {origin ? <p className="quiet">{say(words.from, { title: origin.title })}</p> : null}
      <RecordForm
        register={register}
        start={start}
        only={[...new Set([...asks, ...later])]}
        place={{
          organisation: unit.session.organisation.id,
          account: unit.session.account,
          register: `${register.id}.new`,
        }}
        onSaved={({ answer }) => props.onSaved(answer)}
      />
    </>
  )
}

/** The link to where it was found, and the source of that name where the list has one. */
function originValues(
  register: Register,
  origin: RecordView | null,
  { pack }: Unit,
): Readonly<Record<string, Value>> {
  if (origin === null) return {}
  const link = originField(register, origin.register)
  const source = register.fields.find(
    ({ type, of }) =>
      type === 'choice' && (pack.lists[of ?? ''] ?? []).some(({ id }) => id === origin.register),
  )
  return {
    ...(link === null ? {} : { [link]: origin.id }),
    ...(source === undefined ? {} : { [source.id]: origin.register }),
  }
}
