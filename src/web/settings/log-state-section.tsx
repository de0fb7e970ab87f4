import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ask } from '../api-client/ask.ts'
import { logStateQuery } from '../api-client/log-state.ts'
import { ConfirmedForm } from '../components/confirmed-form.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '日志', en: 'Log' },
  signed: {
    zh: '共 {entries} 条，最近一次签署于 {at}，覆盖 {size} 条。',
    en: '{entries} entries; signed last on {at}, over {size} of them.',
  },
  never: { zh: '共 {entries} 条，还没有签署过。', en: '{entries} entries, none signed yet.' },
  since: {
    zh: '最早一条未签署的登记于 {since}。',
    en: 'The first that is not signed is of {since}.',
  },
  fine: { zh: '签署与时间都正常。', en: 'Signing and dates are as they should be.' },
  confirm: { zh: '确认服务器时钟无误', en: 'The server’s clock is right' },
  confirmAbout: {
    zh: '请先与可靠的时钟核对。确认之后恢复写入，操作留痕；时钟走错而确认，其后的条目都会记错时间，不能更改。',
    en: 'Compare it with a clock you trust first. Then writing goes on, and the trail says so. If the clock is wrong, entries will carry a wrong time for good.',
  },
  confirmed: { zh: '已确认，可以写入。', en: 'Confirmed; writing goes on.' },
}

/** Whether the log is signed and rightly dated; and an administrator's word about the clock. */
export function LogStateSection() {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { session } = useUnit()
  const { data, error } = useQuery(logStateQuery)
  const isFine =
    data && !data.isLate && data.held === null && data.datedAhead === null && !data.lacksKeys
  return (
    <section aria-labelledby="log-state-title">
      <h2 id="log-state-title">{say(words.title)}</h2>
      {error ? <ErrorNote error={error} /> : null}
      {data ? (
        <p>
          {data.signed === null
            ? say(words.never, { entries: data.entries })
            : say(words.signed, {
                entries: data.entries,
                size: data.signed.size,
                at: minuteOf(data.signed.madeAt),
              })}{' '}
          {data.unsignedSince === null
            ? null
            : say(words.since, { since: minuteOf(data.unsignedSince) })}
        </p>
      ) : null}
      {isFine ? <p className="quiet">{say(words.fine)}</p> : null}
      {session.may.includes('manage-keys') ? <ConfirmClock isHeld={data?.held != null} /> : null}
    </section>
  )
}

function ConfirmClock({ isHeld }: { isHeld: boolean }) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const confirm = useMutation({
    mutationFn: (password: string) =>
      ask<undefined>('/clock/confirm', { method: 'POST', body: { password } }),
    onSuccess: () => queryClient.invalidateQueries(logStateQuery),
  })
  if (confirm.isSuccess && !isHeld) {
    return (
      <p className="note good" role="status">
        {say(words.confirmed)}
      </p>
    )
  }
  if (!isHeld) return null
  return (
    <ConfirmedForm
      save={words.confirm}
      isPending={confirm.isPending}
      error={confirm.error}
      onConfirm={({ password }) => confirm.mutate(password)}
    >
      <p>{say(words.confirmAbout)}</p>
    </ConfirmedForm>
  )
}
