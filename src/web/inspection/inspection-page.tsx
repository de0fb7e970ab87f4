import { Link, useParams } from '@tanstack/react-router'
import type { RecordView } from '../../api/contract/record.ts'
import type { Draw } from '../../ledger/register/draw.ts'
import { drawnIn } from '../../ledger/register/draw.ts'
import type { Register } from '../../ledger/register/register.ts'
import { useUnit } from '../components/use-unit.ts'
import { ShownValue } from '../fields/shown-value.tsx'
import { problemsFrom } from '../pack/problem-registers.ts'
import { mayCorrect, StagedRecord } from '../problems/staged-record.tsx'
import { RecordArticle } from '../record/record-article.tsx'
import { useSay } from '../say.tsx'
import { DrawSection } from './draw-section.tsx'
import { FindingsSection } from './findings-section.tsx'

const words = {
  back: { zh: '回到督导检查', en: 'Back to the inspections' },
  missing: { zh: '这条记录不是督导检查', en: 'This record is no inspection' },
  problem: { zh: '登记发现的问题', en: 'Record a problem it found' },
  fields: { zh: '检查', en: 'Inspection' },
  notDrawn: {
    zh: '这次检查的样本不是由系统抽取的，无法重新计算。',
    en: 'The sample of this inspection was not drawn by the rule and cannot be computed again.',
  },
}

/** One inspection: how its sample was drawn, what was found, how the result was circulated. */
export function InspectionPage() {
  const { say } = useSay()
  const { record: id } = useParams({ from: '/inside/inspections/$record' })
  const back = <Link to="/inspections">← {say(words.back)}</Link>
  return (
    <RecordArticle id={id} back={back} missing={say(words.missing)}>
      {({ record, register, etag }) =>
        register.draw ? (
          <InspectionSheet
            key={record.id}
            record={record}
            register={register}
            draw={register.draw}
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
  draw: Draw
  etag: string
}

function InspectionSheet(props: SheetProps) {
  const { say } = useSay()
  const { session, pack } = useUnit()
  const { record, register, draw } = props
  const isDrawn = drawnIn(draw, record.values) !== null
  const problems = problemsFrom(pack, register.id)
  const mayRecord = mayCorrect(record, session.may) && !isDrawn && problems
  return (
    <StagedRecord
      record={record}
      register={register}
      actions={
        mayRecord ? (
          <Link
            className="button"
            to="/problems"
            search={{ register: problems.id, from: record.id }}
          >
            {say(words.problem)}
          </Link>
        ) : null
      }
    >
      {isDrawn ? <FindingsSection {...props} /> : <p className="quiet">{say(words.notDrawn)}</p>}
      <OwnFields {...props} />
      {isDrawn ? <DrawSection record={record} /> : null}
    </StagedRecord>
  )
}

/** What stands in the record beside the draw. */
function OwnFields({ record, register, draw }: SheetProps) {
  const { say } = useSay()
  const ofDraw: readonly string[] = [draw.from, draw.period, draw.size, draw.root, draw.into]
  const fields = register.fields.filter(
    ({ id }) => !ofDraw.includes(id) && record.values[id] !== undefined,
  )
  return (
    <section className="record-part" aria-label={say(words.fields)}>
      <h3>{say(words.fields)}</h3>
      <dl className="record-fields">
        {fields.map((field) => (
          <div key={field.id}>
            <dt>{say(field.label)}</dt>
            <dd>
              <ShownValue field={field} value={record.values[field.id] ?? null} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
