import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecordView } from '../../api/contract/record.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import { stageParts } from '../../ledger/register/stage-parts.ts'
import { useUnit } from '../components/use-unit.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { CorrectDialog } from '../record/correct-dialog.tsx'
import { NamingSection } from '../record/naming-section.tsx'
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
          <ProblemSheet key={record.id} record={record} register={register} etag={etag} />
        ) : null
      }
    </RecordArticle>
  )
}

interface SheetProps {
  record: RecordView
  register: Register
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
      after={
        <>
          <NamingSection record={record} />
          <UsesSection record={record} />
        </>
      }
    >
      <StageSections {...props} />
      {correcting ? <CorrectDialog {...props} onClose={() => setCorrecting(false)} /> : null}
    </StagedRecord>
  )
}

/** What was said at each stage. */
function StageSections({ register, record }: SheetProps) {
  const { say } = useSay()
  return (
    <div className="stage-parts">
      {stageParts(register)
        .filter(({ fields }) => fields.some(({ id }) => record.values[id] !== undefined))
        .map(({ label, fields }) => (
          <section key={label?.en ?? ''} className="record-part">
            <h3>{say(label ?? words.other)}</h3>
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
