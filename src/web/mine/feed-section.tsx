import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FeedAnswer } from '../../api/contract/calendar.ts'
import { ask } from '../api-client/ask.ts'
import { feedQuery } from '../calendar/calendar-queries.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { LocalLinkNote } from '../components/local-link-note.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '日历订阅', en: 'Calendar address' },
  what: {
    zh: '生成一个只属于您的地址，填进手机或电脑的日历，就能看到到期事项和会议安排。地址本身就是钥匙：其中只有标题，不含他人姓名和限知悉内容，仍请勿转发。',
    en: 'An address of your own for the calendar on your phone or computer: what is due and which meetings are planned. The address itself is the key: it carries titles only, no names and nothing restricted; even so, do not pass it on.',
  },
  none: { zh: '还没有生成。', en: 'There is none yet.' },
  made: { zh: '{at}生成。', en: 'Made {at}.' },
  used: { zh: '日历软件最近读取：{at}。', en: 'Last read by a calendar: {at}.' },
  unused: { zh: '还没有日历软件来读取。', en: 'No calendar has read it yet.' },
  make: { zh: '生成地址', en: 'Make the address' },
  renew: { zh: '换一个新地址', en: 'Renew the address' },
  end: { zh: '停用', en: 'End it' },
  once: {
    zh: '地址只显示这一次，请现在复制；离开本页后看不到了，但可以换新的。',
    en: 'It is shown this once: copy it now. Later it can be renewed, not shown.',
  },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  address: { zh: '日历地址', en: 'Address of the calendar' },
}

/** My calendar address: made, shown once, renewed, ended. */
export function FeedSection() {
  const { say } = useSay()
  const queryClient = useQueryClient()
  const feed = useQuery(feedQuery)
  const again = () => queryClient.invalidateQueries({ queryKey: feedQuery.queryKey })
  const make = useMutation({
    mutationFn: () => ask<FeedAnswer>('/calendar/feed', { method: 'POST' }),
    onSuccess: again,
  })
  const end = useMutation({
    mutationFn: () => ask('/calendar/feed', { method: 'DELETE' }),
    onSuccess: async () => {
      make.reset()
      await again()
    },
  })
  const made = feed.data?.made ?? null
  const error = make.error ?? end.error ?? feed.error
  return (
    <section className="mine-part feed unprinted" id="feed" aria-labelledby="feed-title">
      <h2 id="feed-title">{say(words.title)}</h2>
      <p>{say(words.what)}</p>
      <FeedState made={made} />
      {make.data ? <NewAddress path={make.data.path} /> : null}
      {error ? <ErrorNote error={error} /> : null}
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={make.isPending}
          onClick={() => make.mutate()}
        >
          {say(made ? words.renew : words.make)}
        </button>
        {made ? (
          <button
            type="button"
            className="button plain"
            disabled={end.isPending}
            onClick={() => end.mutate()}
          >
            {say(words.end)}
          </button>
        ) : null}
      </div>
    </section>
  )
}

function FeedState({
  made,
}: {
  made: { readonly createdAt: string; readonly lastUsedAt: string | null } | null
}) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  if (!made) return <p className="quiet">{say(words.none)}</p>
  const at = minuteOf(made.createdAt)
  const used = made.lastUsedAt
  return (
    <p className="quiet" role="status">
      {say(words.made, { at })}
      {used ? say(words.used, { at: minuteOf(used) }) : say(words.unused)}
    </p>
  )
}

function NewAddress({ path }: { path: string }) {
  const { say } = useSay()
  const [copied, setCopied] = useState(false)
  const address = `${location.origin}${path}`
  return (
    <div className="note wait">
      <p>{say(words.once)}</p>
      <LocalLinkNote />
      <p className="feed-address">
        <input
          className="input mono"
          aria-label={say(words.address)}
          readOnly
          value={address}
          onFocus={(event) => event.target.select()}
        />
        {/* Over plain http a browser gives no clipboard; the text can be selected all the same. */}
        {'clipboard' in navigator ? (
          <button
            type="button"
            className="button"
            onClick={() =>
              void navigator.clipboard.writeText(address).then(
                () => setCopied(true),
                () => setCopied(false),
              )
            }
          >
            {say(copied ? words.copied : words.copy)}
          </button>
        ) : null}
      </p>
    </div>
  )
}
