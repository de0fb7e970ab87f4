import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecordView, WriteAnswer } from '../../api/contract/record.ts'
import { partPlayer } from '../../ledger/record/event.ts'
import { ask, randomKey } from '../api-client/ask.ts'
import { eventQuery, restingReportsQuery } from '../api-client/queries.ts'
import { ConfirmedForm } from '../components/confirmed-form.tsx'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { playingOf } from '../pack/players.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '作废这条记录', en: 'Void this record' },
  about: {
    zh: '作废后记录仍在，划去并注明原因，不再计入任何数据。',
    en: 'The record stays, struck through with the reason, and counts for nothing from then on.',
  },
  whole: {
    zh: '同一事项的另外 {count} 条记录一并作废',
    en: 'Void {count} other {count:record|records} of the event as well',
  },
  resting: {
    zh: '已签发的《{name}》有 {count} 处依据这条记录，作废后这些话可能与台账不符：',
    en: '“{name}” is signed and rests on it in {count} {count:place|places}, which may then stand against the ledger:',
  },
  more: { zh: '等。', en: 'And more.' },
  see: { zh: '看这份报告', en: 'See the report' },
  reason: { zh: '作废原因', en: 'Reason' },
  save: { zh: '作废', en: 'Void' },
}

/** Voids a record with a reason; nothing is deleted. */
export function VoidDialog({ record, onClose }: { record: RecordView; onClose: () => void }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const [key] = useState(randomKey)
  const { pack } = useUnit()
  const isPart = partPlayer(playingOf(pack), record.register) !== null
  const { data } = useQuery({ ...eventQuery(record.id), enabled: isPart })
  const [whole, setWhole] = useState(true)
  const others = data?.parts ?? []
  const write = useMutation({
    mutationFn: (reason: string) =>
      ask<WriteAnswer>(`/records/${record.id}/void`, {
        method: 'POST',
        headers: { 'idempotency-key': key, 'if-match': `"${record.version}"` },
        body: { reason, ...(others.length > 0 && whole ? { whole } : {}) },
      }),
    onSuccess: () => {
      refreshAfterWrite(queryClient)
      onClose()
    },
  })
  return (
    <Dialog title={say(words.title)} onClose={onClose} short>
      <ConfirmedForm
        save={words.save}
        by="session"
        reason={{ label: words.reason, max: 300 }}
        isPending={write.isPending}
        error={write.error}
        onConfirm={({ reason }) => write.mutate(reason)}
      >
        <p>
          <strong>{record.title}</strong>
        </p>
        <p className="quiet">{say(words.about)}</p>
        <RestingNote record={record.id} />
        {others.length > 0 ? (
          <>
            <label>
              <input
                type="checkbox"
                checked={whole}
                onChange={(event) => setWhole(event.target.checked)}
              />{' '}
              {say(words.whole, { count: others.length })}
            </label>
            <ul className="small">
              {others.map(({ id, title }) => (
                <li key={id}>{title}</li>
              ))}
            </ul>
          </>
        ) : null}
      </ConfirmedForm>
    </Dialog>
  )
}

/** Places of a report that are named; more would hide the question. */
const placesMax = 4

/** Which signed reports say something on the ground of the record. */
function RestingNote({ record }: { record: string }) {
  const { say } = useSay()
  const { data, error } = useQuery(restingReportsQuery(record))
  if (error) return <ErrorNote error={error} />
  return data?.reports.map(({ draft, name, claims }) => (
    <div key={draft} className="note wait">
      <p>{say(words.resting, { name, count: claims.length })}</p>
      <ul className="small">
        {claims.slice(0, placesMax).map(({ id, text }) => (
          <li key={id} lang="zh-CN">
            {text}
          </li>
        ))}
      </ul>
      <p className="small">
        {claims.length > placesMax ? `${say(words.more)} ` : null}
        <Link to="/drafts/$draft" params={{ draft }}>
          {say(words.see)}
        </Link>
      </p>
    </div>
  ))
}
