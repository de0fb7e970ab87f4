import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import type { CollectedView, SentCallView } from '../../api/contract/call.ts'
import { coreLists } from '../../ledger/core/core-registers.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { MoreButton } from '../components/more-button.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import '../sent/sent.css'
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
  compared: { zh: '图示', en: 'Drawn' },
  drawn: { zh: '实心的有台账证明，空心的没有。', en: 'Filled: proved by its ledger; hollow: not.' },
  more: { zh: '更多单位', en: 'More bodies' },
}

type CollectedOne = CollectedView[number]

/** What each body said to one thing asked, in the official order and in no other. */
export function CollectedOfItem({ sent, item }: { sent: SentCallView; item: string }) {
  const { say } = useSay()
  const belowId = useId()
  const [opened, setOpened] = useState<string | null>(null)
  const query = useInfiniteQuery(collectedQuery(sent.id, item))
  const asked = sent.call.items.find((one) => one.item === item)
  const bodies = query.data?.pages.flat() ?? []
  const most = bodies.reduce((least, { row }) => Math.max(least, totalOf(row) ?? 0), 0)
  if (query.error) return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  return (
    <section className="call-part">
      <h2>{asked?.label}</h2>
      {most > 0 ? <p className="quiet small">{say(words.drawn)}</p> : null}
      <Table
        name={asked?.label ?? ''}
        heads={[
          words.body,
          { label: words.answer, className: 'number' },
          ...(most > 0 ? [{ label: words.compared, isUnseen: true }] : []),
          words.verdict,
        ]}
        className="call-collected"
      >
        {bodies.map((one) => (
          <CollectedRow
            key={one.id}
            call={sent.id}
            one={one}
            most={most}
            below={{ id: belowId, isOpen: one.row !== null && one.row.record === opened }}
            onOpen={setOpened}
          />
        ))}
      </Table>
      <MoreButton query={query} label={words.more} />
      {opened === null ? null : (
        <BelowAnswer id={belowId} key={opened} call={sent.id} record={opened} item={item} />
      )}
    </section>
  )
}

/** What a body counts, with what it added up below it; null: it says no number. */
function totalOf(row: CollectedOne['row']): number | null {
  if (row === null || (row.value === null && row.below === null)) return null
  return (row.value ?? 0) + (row.below ?? 0)
}

/** A bar from zero, as long as the number is large: filled where its ledger proves it. */
function Bar({ row, most }: { row: CollectedOne['row']; most: number }) {
  const total = totalOf(row)
  if (row === null || total === null || total <= 0) return null
  const width = `${(100 * total) / most}%`
  const look = provedVerdicts.has(row.verdict) ? 'collected-bar proved' : 'collected-bar'
  return <span className={look} style={{ width }} />
}

const provedVerdicts: ReadonlySet<string> = new Set(['proved', 'atLeast', 'attested'])

function CollectedRow({
  call,
  one: { name, row, isCorrected },
  most,
  below,
  onOpen,
}: {
  call: string
  one: CollectedOne
  /** The largest number of all; 0: there is none to draw. */
  most: number
  /** What it counted of those below it stands under this id, while it is open. */
  below: { readonly id: string; readonly isOpen: boolean }
  onOpen: (record: string | null) => void
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
          <Link to="/calls/$call/answers/$record" params={{ call, record: row.record }}>
            {row.value === null ? (row.said ?? say(words.missing)) : row.value}
          </Link>
        )}
        {row !== null && row.answered !== null ? (
          <p>
            <button
              type="button"
              className="button plain"
              aria-expanded={below.isOpen}
              aria-controls={below.isOpen ? below.id : undefined}
              onClick={() => onOpen(below.isOpen ? null : row.record)}
            >
              {say(words.below, {
                sum: row.below ?? say(words.none),
                answered: row.answered,
                missing: row.lacking ?? 0,
              })}
            </button>
          </p>
        ) : null}
      </td>
      {most > 0 ? (
        <td className="collected-drawn" aria-hidden="true">
          <Bar row={row} most={most} />
        </td>
      ) : null}
      <td>
        {row ? say(verdicts?.find((one) => one.id === row.verdict)?.label ?? words.none) : ''}
        {isCorrected ? <span className="quiet small"> {say(words.corrected)}</span> : null}
      </td>
    </tr>
  )
}
