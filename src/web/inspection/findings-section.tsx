import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecordView, WriteAnswer } from '../../api/contract/record.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { Draw } from '../../ledger/register/draw.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import type { Row } from '../../ledger/value.ts'
import { ask } from '../api-client/ask.ts'
import { recordQuery } from '../api-client/queries.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { problemRegisters, problemsFrom } from '../pack/problem-registers.ts'
import { NewProblemDialog } from '../problems/new-problem-dialog.tsx'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '抽中的记录', en: 'Records drawn' },
  nth: { zh: '序号', en: 'No.' },
  record: { zh: '记录', en: 'Record' },
  finding: { zh: '检查情况', en: 'Finding' },
  act: { zh: '登记检查情况', en: 'Say what was found' },
  open: { zh: '待查', en: 'To be looked at' },
  inOrder: { zh: '符合要求', en: 'In order' },
  wrong: { zh: '发现问题', en: 'Problem found' },
  inOrderOf: { zh: '{nth}：符合要求', en: '{nth}: in order' },
  wrongOf: { zh: '{nth}：发现问题', en: '{nth}: problem found' },
  hidden: { zh: '一条您无权查看的记录', en: 'A record you may not read' },
  reason: { zh: '登记检查情况', en: 'What the inspection found' },
}

interface FindingsProps {
  record: RecordView
  register: Register
  draw: Draw
  etag: string
}

/** The records drawn, in the order of the draw, and what was found in each. */
export function FindingsSection(props: FindingsProps) {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const { record, draw } = props
  const [wrongAt, setWrongAt] = useState<number | null>(null)
  const write = useFinding(props)
  const problems = problemsFrom(pack, props.register.id) ?? problemRegisters(pack)[0]
  const rows = rowsOf(record.values[draw.into])
  const mayWrite = record.state === 'live' && session.may.includes('correct')
  const wrongRow = wrongAt === null ? undefined : rows[wrongAt]
  return (
    <section className="record-part" aria-label={say(words.title)}>
      <h3>{say(words.title)}</h3>
      <Table
        name={say(words.title)}
        className="inspection-findings"
        heads={[
          words.nth,
          words.record,
          words.finding,
          ...(mayWrite ? [{ label: words.act, className: 'unprinted' }] : []),
        ]}
      >
        {rows.map((row, nth) => (
          <FindingRow
            key={String(row[draw.record])}
            {...props}
            row={row}
            nth={nth}
            onInOrder={() => write.mutate({ nth, change: { [draw.finding]: draw.inOrder } })}
            onWrong={() => setWrongAt(nth)}
            mayWrite={mayWrite}
            pending={write.isPending}
          />
        ))}
      </Table>
      {write.error ? <ErrorNote error={write.error} /> : null}
      {wrongAt !== null && wrongRow && problems ? (
        <NewProblemDialog
          register={problems}
          from={record.id}
          known={aboutRecord(problems, wrongRow[draw.record])}
          onClose={() => setWrongAt(null)}
          onSaved={(answer: WriteAnswer) => {
            const change = { [draw.finding]: draw.wrong, [draw.outcome]: answer.record.id }
            write.mutate({ nth: wrongAt, change })
            setWrongAt(null)
          }}
        />
      ) : null}
    </section>
  )
}

/** The problem's link to whatever record it concerns: the field that names no register. */
function aboutRecord(problems: Register, id: Row[string] | undefined) {
  const field = problems.fields.find((one) => one.type === 'record' && one.register === undefined)
  return field && typeof id === 'string' ? { [field.id]: id } : {}
}

function useFinding({ record, draw, etag }: FindingsProps) {
  const { say } = useSay()
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ nth, change }: { nth: number; change: Row }) => {
      const rows = rowsOf(record.values[draw.into])
      const next = rows.map((row, at) => (at === nth ? { ...row, ...change } : row))
      return ask(`/records/${record.id}`, {
        method: 'PUT',
        headers: { 'if-match': etag },
        body: { values: { ...record.values, [draw.into]: next }, reason: say(words.reason) },
      })
    },
    onSuccess: () => refreshAfterWrite(queryClient),
  })
}

function FindingRow(
  props: FindingsProps & {
    row: Row
    nth: number
    mayWrite: boolean
    pending: boolean
    onInOrder: () => void
    onWrong: () => void
  },
) {
  const { say } = useSay()
  const { row, draw, register, nth } = props
  const id = String(row[draw.record] ?? '')
  const columns = register.fields.find((one) => one.id === draw.into)?.fields ?? []
  const isSaid = row[draw.finding] !== undefined
  return (
    <tr>
      <td className="number">{nth + 1}</td>
      <td>
        <DrawnLink id={id} />
      </td>
      <td>{isSaid ? <RowWords row={row} draw={draw} columns={columns} /> : say(words.open)}</td>
      {props.mayWrite ? (
        <td className="unprinted">
          <span className="actions">
            <button
              type="button"
              className="link"
              disabled={props.pending || row[draw.finding] === draw.inOrder}
              aria-label={say(words.inOrderOf, { nth: nth + 1 })}
              onClick={props.onInOrder}
            >
              {say(words.inOrder)}
            </button>
            <button
              type="button"
              className="link"
              disabled={props.pending || row[draw.outcome] !== undefined}
              aria-label={say(words.wrongOf, { nth: nth + 1 })}
              onClick={props.onWrong}
            >
              {say(words.wrong)}
            </button>
          </span>
        </td>
      ) : null}
    </tr>
  )
}

/** A record that was drawn, the way to it, and its day. */
function DrawnLink({ id }: { id: string }) {
  const { say, lang } = useSay()
  const query = useQuery(recordQuery(id))
  const drawn = query.data?.body
  return (
    <>
      {drawn ? (
        <Link
          to="/registers/$register/$record"
          params={{ register: drawn.register, record: drawn.id }}
        >
          {drawn.title}
        </Link>
      ) : (
        <span className="quiet">{query.error ? say(words.hidden) : '…'}</span>
      )}
      {drawn?.occurredOn ? (
        <span className="small quiet"> {dayInWords(drawn.occurredOn, lang)}</span>
      ) : null}
    </>
  )
}

/** What was found, the note, and the problem it became. */
function RowWords(props: { row: Row; draw: Draw; columns: readonly Field[] }) {
  const { row, draw, columns } = props
  return (
    <>
      {columns
        .filter(({ id }) => id !== draw.record && row[id] !== undefined)
        .map((field) =>
          field.id === draw.outcome ? (
            <ProblemLink key={field.id} id={String(row[field.id])} />
          ) : (
            <div key={field.id}>
              <ShownValue field={field} value={row[field.id] ?? null} />
            </div>
          ),
        )}
    </>
  )
}

function ProblemLink({ id }: { id: string }) {
  const { data } = useQuery(recordQuery(id))
  if (!data) return null
  return (
    <div>
      →{' '}
      <Link to="/problems/$record" params={{ record: id }}>
        {data.body.title}
      </Link>
    </div>
  )
}
