import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { core, coreLists, coreRow, coreRows, coreValues } from '../../ledger/core/core-registers.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { Label } from '../../ledger/label.ts'
import type { Value } from '../../ledger/value.ts'
import { firstRecordsQuery, recordQuery } from '../api-client/queries.ts'
import { dayInWords } from '../components/day.ts'
import { PageHead } from '../components/page-head.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { ArrivalVerdicts } from '../received/arrival-verdicts.tsx'
import { SettleDialog } from '../received/settle-dialog.tsx'
import { useSay } from '../say.tsx'
import '../verify/verify-page.css'
import './calls-page.css'
import { AnswerEvidence } from './answer-evidence.tsx'
import { BelowAnswer } from './below-answer.tsx'
import { answerFileQuery, callQuery } from './call-queries.ts'

const words = {
  about: { zh: '{day}收到 · {step}', en: 'received on {day} · {step}' },
  late: { zh: '{day}收到，晚于期限{due} · {step}', en: 'received on {day}, due on {due} · {step}' },
  corrects: { zh: '这份答复更正了先前的答复：', en: 'It corrects an earlier answer:' },
  corrected: { zh: '之后收到了更正的答复：', en: 'A corrected answer came later:' },
  open: { zh: '打开', en: 'open it' },
  reasons: { zh: '退回原因：{reasons}', en: 'Why it was returned: {reasons}' },
  sheet: {
    zh: '以表格答复，没有证据：所填的数没有台账可以核对。',
    en: 'It answered in a sheet, without evidence: no ledger stands behind what it says.',
  },
  asked: { zh: '填报内容', en: 'Asked' },
  answer: { zh: '填报', en: 'Answer' },
  verdict: { zh: '依据', en: 'Evidence' },
  missing: { zh: '未填报', en: 'missing' },
  settle: { zh: '办理', en: 'Settle' },
  file: { zh: '下载原文件', en: 'Download the file' },
  record: { zh: '台账记录', en: 'The record' },
}

/** One answer to a call of ours: what it says to each thing asked, and how that is borne out. */
export function AnswerPage() {
  const { call, record } = useParams({ from: '/inside/calls/$call/answers/$record' })
  const { say, lang } = useSay()
  const { pack, session } = useUnit()
  const [isSettling, setSettling] = useState(false)
  const { data: sent } = useSuspenseQuery(callQuery(call))
  const { data } = useSuspenseQuery(recordQuery(record))
  const said = coreValues(core.receivedReport, data.body.values)
  const step = pack.lists[coreLists.receivedSteps]?.find(({ id }) => id === said.step)
  const isLate = textOf(said.receivedOn) > sent.call.due
  const isSheet = said.log === undefined
  const where = { [core.receivedReport.names.corrects]: record }
  const later = useQuery(firstRecordsQuery({ register: core.receivedReport.id, where }, 1))
  const correction = later.data?.items[0]
  const rows = rowsOf(said.collected).map((row) => coreRow(coreRows.collected, row))
  const counted = rows.find(({ answered }) => answered !== undefined)
  const verified = useQuery(answerFileQuery({ record, log: textOf(said.log) }))
  // As it was verified on arrival, until it is verified again.
  const isAsKept = !isSheet && verified.data?.kind !== 'report'
  return (
    <>
      <PageHead
        title={textOf(said.sender)}
        aside={say(isLate ? words.late : words.about, {
          day: dayInWords(textOf(said.receivedOn), lang),
          due: dayInWords(sent.call.due, lang),
          step: step ? say(step.label) : '',
        })}
      >
        {said.step === 'received' && session.may.includes('record') ? (
          <button type="button" className="button primary" onClick={() => setSettling(true)}>
            {say(words.settle)}
          </button>
        ) : null}
        <Link to="/calls/$call" params={{ call }}>
          {sent.call.title}
        </Link>
        <a href={`/api/v1/received/${record}/file`}>{say(words.file)}</a>
        <Link
          to="/registers/$register/$record"
          params={{ register: core.receivedReport.id, record }}
        >
          {say(words.record)}
        </Link>
      </PageHead>
      {said.reasons ? (
        <p className="answer-returned">{say(words.reasons, { reasons: textOf(said.reasons) })}</p>
      ) : null}
      {correction ? (
        <Another label={words.corrected} of={{ call, record: correction.id }} tone="note wait" />
      ) : null}
      {said.corrects ? (
        <Another label={words.corrects} of={{ call, record: textOf(said.corrects) }} tone="quiet" />
      ) : null}
      {isSheet ? <p className="quiet">{say(words.sheet)}</p> : null}
      {isAsKept ? <ArrivalVerdicts values={data.body.values} /> : null}
      <section className="call-part">
        <Table
          name={textOf(said.sender)}
          heads={[words.asked, { label: words.answer, className: 'number' }, words.verdict]}
          className="call-collected"
        >
          {sent.call.items.map(({ item, label, unit }) => (
            <Said
              key={item}
              label={label}
              unit={unit}
              row={rows.find((one) => one.item === item)}
            />
          ))}
        </Table>
      </section>
      {counted?.item === undefined ? null : (
        <BelowAnswer call={call} record={record} item={textOf(counted.item)} />
      )}
      {isSheet ? null : <AnswerEvidence query={verified} />}
      {isSettling ? <SettleDialog record={data.body} onClose={() => setSettling(false)} /> : null}
    </>
  )
}

/** Another answer of the same body, that comes before or after the one shown. */
function Another(props: {
  label: Label
  of: { readonly call: string; readonly record: string }
  tone: string
}) {
  const { say } = useSay()
  return (
    <p className={props.tone}>
      {say(props.label)}{' '}
      <Link to="/calls/$call/answers/$record" params={props.of}>
        {say(words.open)}
      </Link>
    </p>
  )
}

type Row = ReturnType<typeof coreRow<typeof coreRows.collected>>

function Said(props: { label: string; unit: string | null; row: Row | undefined }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { label, unit, row } = props
  const verdict = pack.lists[coreLists.collectedVerdicts]?.find(({ id }) => id === row?.verdict)
  const text = row?.value === undefined ? textOf(row?.said) : `${textOf(row.value)}${unit ?? ''}`
  return (
    <tr>
      <th scope="row">{label}</th>
      <td className="number">
        {text === '' ? <span className="quiet">{say(words.missing)}</span> : text}
      </td>
      <td>{text !== '' && verdict ? say(verdict.label) : ''}</td>
    </tr>
  )
}

function textOf(value: Value | undefined): string {
  return value === undefined || value === null ? '' : String(value)
}
