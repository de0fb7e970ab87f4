import { useInfiniteQuery } from '@tanstack/react-query'
import type { TrailPage } from '../../api/contract/views.ts'
import { ask } from '../ask/ask.ts'
import { momentInWords } from '../parts/day.ts'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '审计留痕', en: 'Trail' },
  at: { zh: '时间', en: 'When' },
  who: { zh: '谁', en: 'Who' },
  act: { zh: '做了什么', en: 'What' },
  subject: { zh: '对象', en: 'On' },
  refused: { zh: '被拒绝', en: 'refused' },
  more: { zh: '更早的', en: 'Earlier' },
}

const acts: Readonly<Record<string, { zh: string; en: string }>> = {
  'sign-in': { zh: '登录', en: 'sign-in' },
  refused: { zh: '越权请求', en: 'refused request' },
  export: { zh: '导出', en: 'export' },
  'read-restricted': { zh: '查看限知悉记录', en: 'read a restricted record' },
  role: { zh: '调整角色', en: 'role change' },
}

const pageLimit = 50

/** Sign-ins, refusals, role changes, exports and reads of restricted records. */
export function TrailPart() {
  const { say, lang } = useSay()
  const query = useInfiniteQuery({
    queryKey: ['trail'],
    queryFn: ({ pageParam }) =>
      ask<TrailPage>(`/trail?limit=${pageLimit}${pageParam ? `&after=${pageParam}` : ''}`),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  const lines = query.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <section aria-labelledby="trail-title">
      <h2 id="trail-title">{say(words.title)}</h2>
      {query.error ? <ProblemNote error={query.error} /> : null}
      <div className="grid-scroll" tabIndex={0} role="group" aria-labelledby="trail-title">
        <table className="plain-table">
          <thead>
            <tr>
              {[words.at, words.who, words.act, words.subject].map((head) => (
                <th key={head.zh} scope="col">
                  {say(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line, index) => (
              <tr key={index}>
                <td className="number">{momentInWords(line.at, lang)}</td>
                <td>{line.actorName || line.actor}</td>
                <td>
                  {acts[line.act]?.[lang] ?? line.act}
                  {line.outcome === 'refused' ? ` · ${say(words.refused)}` : ''}
                </td>
                <td className="quiet">{line.subject ?? line.detail ?? ''}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {query.hasNextPage ? (
        <button type="button" className="link" onClick={() => void query.fetchNextPage()}>
          {say(words.more)}
        </button>
      ) : null}
    </section>
  )
}
