import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { CollectedView, SentCallView } from '../../api/contract/call.ts'
import { core, coreLists } from '../../ledger/core-registers.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { BelowAnswer } from './below-answer.tsx'
import { collectedQuery } from './call-queries.ts'

const words = {
  body: { zh: '单位', en: 'Body' },
  answer: { zh: '填报', en: 'Answer' },
  verdict: { zh: '依据', en: 'Evidence' },
  missing: { zh: '未填报', en: 'Missing' },
  corrected: { zh: '有更正', en: 'corrected' },
  below: {
    zh: '其下级{sum}（已报{answered}，未报{missing}）',
    en: 'below it {sum} ({answered} answered, {missing} missing)',
  },
  none: { zh: '—', en: '—' },
  more: { zh: '更多单位', en: 'More bodies' },
}

type CollectedOne = CollectedView[number]

/** What each body said to one thing asked, in the official order and in no other. */
export function CollectedOfItem({ sent, item }: { sent: SentCallView; item: string }) {
  const { say } = useSay()
  const [opened, setOpened] = useState<string | null>(null)
  const query = useInfiniteQuery(collectedQuery(sent.id, item))
  const asked = sent.call.items.find((one) => one.item === item)
  if (query.error) return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  return (
    <section className="call-part">
      <h2>{asked?.label}</h2>
      <Table
        name={asked?.label ?? ''}
        heads={[words.body, words.answer, words.verdict]}
        className="call-collected"
      >
        {(query.data?.pages.flat() ?? []).map((one) => (
          <CollectedRow key={one.id} one={one} onOpen={setOpened} />
        ))}
      </Table>
      {query.hasNextPage ? (
        <button
          type="button"
          className="button plain"
          disabled={query.isFetching}
          onClick={() => void query.fetchNextPage()}
        >
          {say(words.more)}
        </button>
      ) : null}
      {opened === null ? null : <BelowAnswer key={opened} record={opened} item={item} />}
    </section>
  )
}

function CollectedRow({
  one: { name, row, isCorrected },
  onOpen,
}: {
  one: CollectedOne
  onOpen: (record: string) => void
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const verdicts = pack.lists[coreLists.collectedVerdicts]
  return (
    <tr className="long-row">
      <th scope="row">{name}</th>
      <td className="number">
        {row === null ? (
          <span className="quiet">{say(words.missing)}</span>
        ) : (
          <Link
            to="/registers/$register/$record"
            params={{ register: core.receivedReport.id, record: row.record }}
          >
            {row.value === null ? (row.said ?? say(words.missing)) : row.value}
          </Link>
        )}
        {row !== null && row.answered !== null ? (
          <p>
            <button type="button" className="button plain" onClick={() => onOpen(row.record)}>
              {say(words.below, {
                sum: row.below ?? say(words.none),
                answered: row.answered,
                missing: row.lacking ?? 0,
              })}
            </button>
          </p>
        ) : null}
      </td>
      <td>
        {row ? say(verdicts?.find((one) => one.id === row.verdict)?.label ?? words.none) : ''}
        {isCorrected ? <span className="quiet small"> {say(words.corrected)}</span> : null}
      </td>
    </tr>
  )
}
