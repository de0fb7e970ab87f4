import { useInfiniteQuery } from '@tanstack/react-query'
import type { TrailPage } from '../../api/contract/account.ts'
import { ask } from '../api-client/ask.ts'
import { momentInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { trailAct } from './trail-words.ts'

const words = {
  title: { zh: '审计留痕', en: 'Trail' },
  at: { zh: '时间', en: 'When' },
  who: { zh: '谁', en: 'Who' },
  act: { zh: '做了什么', en: 'What' },
  subject: { zh: '对象', en: 'On' },
  refused: { zh: '被拒绝', en: 'refused' },
  more: { zh: '更早的', en: 'Earlier' },
}

/** What the ledger itself writes beside an act. */
const details: Readonly<Record<string, { zh: string; en: string }>> = {
  ended: { zh: '停用', en: 'ended' },
  on: { zh: '开启', en: 'on' },
  off: { zh: '关闭', en: 'off' },
  again: { zh: '再发一次', en: 'sent again' },
  link: { zh: '重发链接', en: 'new link' },
  made: { zh: '生成', en: 'made' },
}

type Line = TrailPage['items'][number]

const pageLimit = 50

/** Sign-ins, refusals, role changes, exports and reads of restricted records. */
export function TrailSection() {
  const { say } = useSay()
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
      {query.error ? <ErrorNote error={query.error} /> : null}
      <Table
        name={{ labelledBy: 'trail-title' }}
        className="trail"
        heads={[words.at, words.who, words.act, words.subject]}
      >
        {lines.map((line, index) => (
          <TrailLine key={index} line={line} lines={lines} />
        ))}
      </Table>
      {query.hasNextPage ? (
        <button type="button" className="link" onClick={() => void query.fetchNextPage()}>
          {say(words.more)}
        </button>
      ) : null}
    </section>
  )
}

function TrailLine({ line, lines }: { line: Line; lines: readonly Line[] }) {
  const { say, lang } = useSay()
  return (
    <tr>
      <td className="number">{momentInWords(line.at, lang)}</td>
      <td>{line.actorName || line.actor}</td>
      <td>
        {trailAct(line.act)[lang]}
        {line.outcome === 'refused' ? ` · ${say(words.refused)}` : ''}
      </td>
      <td className="quiet">
        <Subject line={line} lines={lines} />
      </td>
    </tr>
  )
}

/** Registers and roles by their names, people where the trail itself knows them, else the id. */
function Subject({ line, lines }: { line: Line; lines: readonly Line[] }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { subject, detail } = line
  const register = registerOf(pack, subject ?? '')
  const person = lines.find(({ actor }) => actor === subject)?.actorName
  const named = register ? say(register.label) : person
  const word = (part: string) => {
    const label = details[part] ?? pack.roles.find((role) => role.id === part)?.label
    return label ? say(label) : part
  }
  return (
    <>
      {named || <span className="mono">{subject}</span>}{' '}
      {(detail ?? '').split(' ').map(word).join(' ')}
    </>
  )
}
