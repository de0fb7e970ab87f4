import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { MergeBody, MergePreviewView } from '../../api/contract/people.ts'
import type { RecordView } from '../../api/contract/record.ts'
import { ask } from '../api-client/ask.ts'
import { ConfirmedForm } from '../components/confirmed-form.tsx'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { DayInput } from '../fields/day-input.tsx'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useSay } from '../say.tsx'
import { PersonChoice } from './person-choice.tsx'

const words = {
  title: { zh: '“{name}”与另一条登记是同一人', en: '“{name}” is the same person as another entry' },
  about: {
    zh: '同一人登记了两次时用。各台账的记录不改写；归并后都按所选的人显示和计算，作废归并记录即可恢复。',
    en: 'For one person who was entered twice. No record is rewritten; all of them then show and count as the person chosen. Voiding the entry makes them two again.',
  },
  into: { zh: '是同一人，今后用', en: 'The same person, who goes on as' },
  follows: { zh: '将随之改变', en: 'What follows' },
  goesOnAs: {
    zh: '“{person}”（{personPlace}）今后一律作“{into}”（{intoPlace}）。',
    en: '“{person}” ({personPlace}) is “{into}” ({intoPlace}) from now on.',
  },
  records: {
    zh: '{count}条记录改按此人显示：',
    en: 'Records that show as this person, {count} in all: ',
  },
  none: { zh: '没有记录提到“{person}”。', en: 'No record names “{person}”.' },
  ofRegister: { zh: '{register} {count}条', en: '{register} {count}' },
  others: { zh: '无权查看的台账 {count}条', en: 'registers you may not read {count}' },
  and: { zh: '，', en: ', ' },
  years: {
    zh: '{year}年起各年度的数据和责任事项按一人计算；此前各年不变。',
    en: 'Figures and duties of {year} and the years after it count one person; years before stay as they are.',
  },
  signed: {
    zh: '已签发报告的年度（{years}）不变。',
    en: 'Years with a signed report ({years}) stay as they are.',
  },
  both: {
    zh: '下列记录的同一名单里两人都在，请核对是否确为同一人；是的，先更正这些记录：',
    en: 'In one list of these records both of them stand. Make sure that they are one; if so, correct these first: ',
  },
  from: { zh: '起算日', en: 'Counts as one from' },
  reason: { zh: '依据（写入日志）', en: 'Why (stands in the log)' },
  save: { zh: '登记为同一人', en: 'Enter that they are one' },
}

/** Says that a person of the list is the same as another, with what follows shown before. */
export function MergeDialog({ record, onClose }: { record: RecordView; onClose: () => void }) {
  const { say } = useSay()
  const [into, setInto] = useState('')
  return (
    <Dialog title={say(words.title, { name: record.title })} onClose={onClose} short>
      <div className="stack">
        <p className="quiet">{say(words.about)}</p>
        <PersonChoice
          label={say(words.into)}
          value={into}
          except={record.id}
          withFormer
          onChange={setInto}
        />
        {into === '' ? null : (
          <MergeForm key={into} person={record.id} into={into} onDone={onClose} />
        )}
      </div>
    </Dialog>
  )
}

function MergeForm(props: { person: string; into: string; onDone: () => void }) {
  const { person, into } = props
  const preview = useQuery({
    queryKey: ['merge', person, into],
    queryFn: () => ask<MergePreviewView>(`/people/${person}/merge?into=${into}`),
    gcTime: 0,
  })
  if (preview.error) return <ErrorNote error={preview.error} />
  if (!preview.data) return <Loading />
  return <MergeConfirm preview={preview.data} onDone={props.onDone} />
}

function MergeConfirm({ preview, onDone }: { preview: MergePreviewView; onDone: () => void }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const [from, setFrom] = useState(preview.proposed)
  const merge = useMutation({
    mutationFn: (body: MergeBody) =>
      ask(`/people/${preview.person.id}/merge`, { method: 'POST', body }),
    onSuccess: () => {
      refreshAfterWrite(queryClient)
      onDone()
    },
  })
  return (
    <ConfirmedForm
      save={words.save}
      by="session"
      reason={{ label: words.reason, max: 200 }}
      isPending={merge.isPending}
      error={merge.error}
      onConfirm={({ reason }) =>
        merge.mutate({ into: preview.into.id, reason, ...(from === '' ? {} : { from }) })
      }
    >
      <section className="note stack" aria-labelledby="merge-follows">
        <h3 id="merge-follows">{say(words.follows)}</h3>
        <WhatFollows preview={preview} from={from} />
      </section>
      <DayInput label={say(words.from)} value={from} onChange={setFrom} />
    </ConfirmedForm>
  )
}

function WhatFollows({ preview, from }: { preview: MergePreviewView; from: string }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { person, into, registers, others, signed, both } = preview
  const year = (from === '' ? preview.proposed : from).slice(0, 4)
  const stands = both.filter((one) => one.year === null || one.year >= Number(year))
  const count = registers.reduce((sum, one) => sum + one.records, others)
  const label = (id: string) => {
    const register = registerOf(pack, id)
    return register ? say(register.label) : id
  }
  const parts = [
    ...registers.map((one) =>
      say(words.ofRegister, { register: label(one.register), count: one.records }),
    ),
    ...(others > 0 ? [say(words.others, { count: others })] : []),
  ]
  return (
    <ul>
      <li>
        {say(words.goesOnAs, {
          person: person.name,
          personPlace: person.place,
          into: into.name,
          intoPlace: into.place,
        })}
      </li>
      <li>
        {count === 0
          ? say(words.none, { person: person.name })
          : `${say(words.records, { count })}${parts.join(say(words.and))}`}
      </li>
      <li>{say(words.years, { year })}</li>
      {stands.length > 0 ? (
        <li className="bad">
          {say(words.both)}
          {stands.map((one) => (
            <Link
              key={one.record}
              to="/registers/$register/$record"
              params={{ register: one.register, record: one.record }}
            >
              {one.title === '' ? label(one.register) : one.title}{' '}
            </Link>
          ))}
        </li>
      ) : null}
      {signed.length > 0 ? <li>{say(words.signed, { years: signed.join('、') })}</li> : null}
    </ul>
  )
}
