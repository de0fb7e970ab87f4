import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { Field, Register, Stage } from '../../ledger/register/register.ts'
import { useUnit } from '../components/use-unit.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { CorrectDialog } from '../record/correct-dialog.tsx'
import { RecordArticle } from '../record/record-article.tsx'
import { UsesSection } from '../record/uses-section.tsx'
import { useSay } from '../say.tsx'
import { MeasureTable } from './measure-table.tsx'
import { returnsQuery } from './problem-queries.ts'
import { ReturnNote } from './return-note.tsx'
import { mayCorrect, StagedRecord } from './staged-record.tsx'

const words = {
  back: { zh: '回到问题', en: 'Back to the problems' },
  missing: { zh: '这条记录不分阶段办理', en: 'This record goes through no stages' },
  correct: { zh: '更正', en: 'Correct' },
  other: { zh: '来源与关联', en: 'Where it came from' },
}

/** One problem: its way from finding to close-out, and all that was said on it. */
export function ProblemPage() {
  const { say } = useSay()
  const { record: id } = useParams({ from: '/inside/problems/$record' })
  const back = <Link to="/problems">← {say(words.back)}</Link>
  return (
    <RecordArticle id={id} back={back} missing={say(words.missing)}>
      {({ record, register, etag }) =>
        register.stages ? (
          <ProblemSheet
            key={record.id}
            record={record}
            register={register}
            stages={register.stages}
            etag={etag}
          />
        ) : null
      }
    </RecordArticle>
  )
}

interface SheetProps {
  record: RecordView
  register: Register
  stages: readonly Stage[]
  etag: string
}

function ProblemSheet(props: SheetProps) {
  const { say } = useSay()
  const { session } = useUnit()
  const { record, register } = props
  const returns = useQuery({
    ...returnsQuery(record.id),
    enabled: register.returns !== undefined,
  })
  const [correcting, setCorrecting] = useState(false)
  const hasReturned = (returns.data?.returnedAs.length ?? 0) > 0
  const correct = (
    <button type="button" className="button" onClick={() => setCorrecting(true)}>
      {say(words.correct)}
    </button>
  )
  return (
    <StagedRecord
      record={record}
      register={register}
      answers={() => hasReturned}
      actions={mayCorrect(record, session.may) ? correct : null}
      before={<ReturnNote {...props} />}
      after={<UsesSection record={record} />}
    >
      <StageSections {...props} />
      {correcting ? <CorrectDialog {...props} onClose={() => setCorrecting(false)} /> : null}
    </StagedRecord>
  )
}

/** What was said at each stage; a field stands with the first stage that asks for it. */
function StageSections(props: SheetProps) {
  const { say } = useSay()
  const { register, record, stages } = props
  const placed = new Set<string>()
  const parts = stages
    .map(({ id, label, part, asks }) => {
      const fields = asks.filter((one) => !placed.has(one))
      for (const one of fields) placed.add(one)
      return { id, label: part ?? label, fields: fieldsOf(register, fields) }
    })
    .filter(({ fields }) => fields.length > 0)
  const rest = register.fields.filter(
    ({ id }) => !placed.has(id) && record.values[id] !== undefined,
  )
  return (
    <div className="stage-parts">
      {[...parts, { id: '', label: words.other, fields: rest }]
        .filter(({ fields }) => fields.some(({ id }) => record.values[id] !== undefined))
        .map(({ id, label, fields }) => (
          <section key={id} className="record-part">
            <h3>{say(label)}</h3>
            <StageFields record={record} fields={fields} />
          </section>
        ))}
    </div>
  )
}

function StageFields({ record, fields }: { record: RecordView; fields: readonly Field[] }) {
  const { say } = useSay()
  return (
    <dl className="record-fields">
      {fields.map((field) => {
        const value = record.values[field.id] ?? null
        if (value === null) return null
        return (
          <div key={field.id}>
            <dt>{say(field.label)}</dt>
            <dd>
              {field.type === 'rows' ? (
                <MeasureTable field={field} value={value} />
              ) : (
                <ShownValue field={field} value={value} />
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

function fieldsOf(register: Register, ids: readonly string[]): readonly Field[] {
  return ids.flatMap((id) => register.fields.find((field) => field.id === id) ?? [])
}
