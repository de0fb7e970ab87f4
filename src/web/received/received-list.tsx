import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import { core, coreLists, coreValues } from '../../ledger/core/core-registers.ts'
import type { Value } from '../../ledger/value.ts'
import { recordsQuery } from '../api-client/queries.ts'
import { dayInWords } from '../components/day.ts'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { AlikeReportsSection } from './alike-reports.tsx'
import { ArrivalVerdicts } from './arrival-verdicts.tsx'
import { SettleDialog } from './settle-dialog.tsx'

const register = core.receivedReport.id

const words = {
  empty: { zh: '还没有收到报告', en: 'Nothing was received yet' },
  hint: {
    zh: '下级单位的报告到达并核验之后，列在这里，由您接收或退回。',
    en: 'Once a report has arrived and was verified it stands here, to be accepted or returned.',
  },
  list: { zh: '收到的报告', en: 'Received reports' },
  on: { zh: '收到日期', en: 'Received' },
  from: { zh: '报送单位', en: 'Sender' },
  title: { zh: '报告', en: 'Report' },
  verified: { zh: '到达时核验', en: 'Verified on arrival' },
  step: { zh: '办理情况', en: 'Step' },
  file: { zh: '原文件', en: 'File' },
  reply: { zh: '回执', en: 'Reply' },
  corrects: { zh: '更正稿；原报告', en: 'Corrected version; the old one' },
  settle: { zh: '办理', en: 'Settle' },
  more: { zh: '继续往下看', en: 'Show more' },
}

/** What was received, newest first, with what can be done about each. */
export function ReceivedList() {
  const { say } = useSay()
  const query = useInfiniteQuery(recordsQuery({ register }))
  const [settling, setSettling] = useState<RecordView | null>(null)
  const records = query.data?.pages.flatMap(({ items }) => items) ?? []
  if (query.isPending) return <Loading />
  if (query.error) return <ErrorNote error={query.error} retry={() => void query.refetch()} />
  if (records.length === 0) {
    return (
      <Empty title={say(words.empty)}>
        <p>{say(words.hint)}</p>
      </Empty>
    )
  }
  return (
    <>
      <div className="received-list">
        <Table
          name={say(words.list)}
          look="index"
          heads={[
            words.on,
            words.from,
            words.title,
            words.verified,
            words.step,
            { label: words.settle, isUnseen: true },
          ]}
        >
          {records.map((record) => (
            <Row key={record.id} record={record} onSettle={() => setSettling(record)} />
          ))}
        </Table>
        {query.hasNextPage ? (
          <button type="button" className="link" onClick={() => void query.fetchNextPage()}>
            {say(words.more)}
          </button>
        ) : null}
      </div>
      <AlikeReportsSection records={records} />
      {settling ? <SettleDialog record={settling} onClose={() => setSettling(null)} /> : null}
    </>
  )
}

function Row({ record, onSettle }: { record: RecordView; onSettle: () => void }) {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const { id } = record
  const said = coreValues(core.receivedReport, record.values)
  const step = pack.lists[coreLists.receivedSteps]?.find((one) => one.id === said.step)
  const text = (value: Value | undefined) => String(value ?? '')
  return (
    <tr>
      <td>{dayInWords(text(said.receivedOn), lang)}</td>
      <td>{text(said.sender)}</td>
      <td>
        <Link to="/registers/$register/$record" params={{ register, record: id }}>
          {text(said.title)}
        </Link>
        {said.corrects ? (
          <p className="quiet small">
            <Link
              to="/registers/$register/$record"
              params={{ register, record: text(said.corrects) }}
            >
              {say(words.corrects)}
            </Link>
          </p>
        ) : null}
      </td>
      <td>
        <ArrivalVerdicts values={record.values} />
      </td>
      <td>
        {step ? say(step.label) : text(said.step)}
        {said.reasons ? <p className="quiet small">{text(said.reasons)}</p> : null}
      </td>
      <td>
        <span className="row-acts unprinted">
          {said.step === 'received' ? (
            <button type="button" className="button" onClick={onSettle}>
              {say(words.settle)}
            </button>
          ) : null}
          <a href={`/api/v1/received/${id}/file`}>{say(words.file)}</a>
          {said.body ? null : (
            <a href={`/api/v1/received/${id}/reply`} download={`reply-${id}.json`}>
              {say(words.reply)}
            </a>
          )}
        </span>
      </td>
    </tr>
  )
}
