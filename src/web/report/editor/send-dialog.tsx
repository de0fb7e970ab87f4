import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DraftView } from '../../../api/contract/draft.ts'
import type { SendingView } from '../../../api/contract/event.ts'
import { ask, randomKey } from '../../api-client/ask.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Loading } from '../../components/loading.tsx'
import { useUnit } from '../../components/use-unit.ts'
import { draftOf } from '../../form/event-draft.ts'
import { EventForm } from '../../form/event-form.tsx'
import { useSay } from '../../say.tsx'
import { takeStep } from './draft-queries.ts'

const words = {
  title: { zh: '登记报送', en: 'Enter as sent' },
  help: {
    zh: '把定稿报送{to}，记入日志；下面的台账一并登记，内容取自报告，可以核对、修改或取消勾选。',
    en: 'The frozen file goes to {to}. With it these registers are written, filled in from the report: check, change or leave out.',
  },
  alone: {
    zh: '把定稿报送{to}，并记入日志。',
    en: 'The frozen file goes to {to}; the sending is logged.',
  },
}

/** Sending a report, with what the registers keep of it filled in: nothing is typed twice. */
export function SendDialog({ view, onClose }: { view: DraftView; onClose: () => void }) {
  const { say } = useSay()
  const id = view.flow?.id ?? ''
  const proposed = useQuery({
    queryKey: ['sending', id],
    queryFn: ({ signal }) => ask<SendingView>(`/issued/${id}/sending`, { signal }),
    staleTime: 0,
  })
  return (
    <Dialog title={say(words.title)} onClose={onClose}>
      {proposed.error ? <ErrorNote error={proposed.error} /> : null}
      {proposed.isPending ? <Loading /> : null}
      {proposed.data ? (
        <SendForm view={view} event={proposed.data.event} onClose={onClose} />
      ) : null}
    </Dialog>
  )
}

function SendForm(props: { view: DraftView; event: SendingView['event']; onClose: () => void }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const queryClient = useQueryClient()
  const { view, event } = props
  const kind = pack.events.find(({ id }) => id === event?.kind)
  const [start] = useState(() => ({
    values: draftOf(event?.parts.map(({ register }) => register) ?? [], {
      facts: event?.facts ?? {},
      parts: event?.parts ?? [],
    }),
    reason: '',
    key: randomKey(),
  }))
  const to = view.document.addressee ?? ''
  const send = (body?: object) =>
    takeStep(`/issued/${view.flow?.id ?? ''}/send`, view.flow?.version ?? 0, body)
  return (
    <>
      <p>{say(kind ? words.help : words.alone, { to })}</p>
      <EventForm
        kind={kind ?? nothing}
        start={start}
        place={null}
        save={words.title}
        mayBeNone
        send={(body) => send(kind ? { event: body } : undefined)}
        onSent={() => {
          void queryClient.invalidateQueries()
          props.onClose()
        }}
      />
    </>
  )
}

/** Of a pack that enters nothing when a report is sent. */
const nothing = { id: '', label: words.title, parts: [] }
