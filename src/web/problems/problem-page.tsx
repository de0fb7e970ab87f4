import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import type { RecordView } from '../../api/contract/views.ts'
import type { Field, Register } from '../../ledger/register.ts'
import type { Stage } from '../../ledger/stage.ts'
import { nextStage, stageDue, stageOf } from '../../ledger/stage.ts'
import { versionsQuery } from '../ask/queries.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { useUnit } from '../parts/use-unit.ts'
import { CorrectDialog } from '../record/correct-dialog.tsx'
import { ProofPart } from '../record/proof-part.tsx'
import { UsesPart } from '../record/uses-part.tsx'
import { RecordArticle } from '../record/record-article.tsx'
import { VersionsStrip } from '../record/versions-strip.tsx'
import { useSay } from '../say.tsx'
import '../record/record-page.css'
import './problems-page.css'
import { DueMark } from './due-mark.tsx'
import { MeasureTable } from './measure-table.tsx'
import { returnsQuery } from './problem-queries.ts'
import { ReturnNote } from './return-note.tsx'
import { actOf, StageDialog } from './stage-dialog.tsx'
import { StageStrip } from './stage-strip.tsx'
import { stageTone } from './stage-word.tsx'

const words = {
  back: { zh: '回到问题', en: 'Back to the problems' },
  missing: { zh: '这条记录不分阶段办理', en: 'This record goes through no stages' },
  correct: { zh: '更正', en: 'Correct' },
  ledger: { zh: '在台账中打开', en: 'Open in the register' },
  voided: { zh: '本记录已作废。', en: 'This record is void.' },
  empty: { zh: '还没有填写', en: 'Nothing yet' },
  due: { zh: '时限', en: 'Due' },
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
  const { record, register, stages } = props
  const versions = useQuery(versionsQuery(record.id))
  const returns = useQuery({
    ...returnsQuery(record.id),
    enabled: register.returns !== undefined,
  })
  const [dialog, setDialog] = useState<'correct' | Stage | null>(null)
  const hasReturned = (returns.data?.returnedAs.length ?? 0) > 0
  const context = { today: session.today, answers: () => hasReturned }
  const here = stageOf(stages, record, context)
  const next = nextStage(stages, here)
  const mayCorrect = record.state === 'live' && session.may.includes('correct')
  return (
    <>
      <PageHead
        title={record.title}
        aside={<Aside here={here} record={record} today={session.today} />}
      >
        {mayCorrect && next ? (
          <button type="button" className="button primary" onClick={() => setDialog(next)}>
            {say(actOf(next))}
          </button>
        ) : null}
        {mayCorrect ? (
          <button type="button" className="button" onClick={() => setDialog('correct')}>
            {say(words.correct)}
          </button>
        ) : null}
        <Link
          className="button plain"
          to="/registers/$register/$record"
          params={{ register: register.id, record: record.id }}
        >
          {say(words.ledger)}
        </Link>
      </PageHead>
      {record.state === 'void' ? <p className="note bad">{say(words.voided)}</p> : null}
      <ReturnNote {...props} />
      <StageStrip stages={stages} here={here} versions={versions.data ?? []} />
      <StageParts {...props} here={here} />
      <VersionsStrip record={record} register={register} />
      <UsesPart record={record} />
      <ProofPart record={record} />
      {dialog === 'correct' ? <CorrectDialog {...props} onClose={() => setDialog(null)} /> : null}
      {dialog !== null && dialog !== 'correct' ? (
        <StageDialog {...props} stage={dialog} onClose={() => setDialog(null)} />
      ) : null}
    </>
  )
}

function Aside(props: { here: Stage | null; record: RecordView; today: string }) {
  const { say } = useSay()
  const { here, record, today } = props
  if (here === null) return null
  const due = stageDue(here, record.values, { today })
  return (
    <>
      <span className={`stage-word ${stageTone(here)}`}>{say(here.label)}</span>
      {due ? (
        <>
          {' · '}
          {say(words.due)} <DueMark due={due} settled={here.settled} />
        </>
      ) : null}
    </>
  )
}

/** What was said at each stage; a field stands with the first stage that asks for it. */
function StageParts(props: SheetProps & { here: Stage | null }) {
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
