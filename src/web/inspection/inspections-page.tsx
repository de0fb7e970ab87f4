import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { BoardItemView } from '../../api/contract/problem.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import { drawnIn } from '../../ledger/register/draw.ts'
import type { Register } from '../../ledger/register/register.ts'
import { periodInWords } from '../components/day.ts'
import { Empty } from '../components/empty.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Table } from '../components/table.tsx'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { useYear } from '../components/use-year.ts'
import { drawRegister } from '../pack/problem-registers.ts'
import { boardQuery } from '../problems/problem-queries.ts'
import { StageWord } from '../problems/stage-word.tsx'
import { useSay } from '../say.tsx'
import '../registers/register-page.css'
import '../problems/problems-page.css'
import { DrawDialog } from './draw-dialog.tsx'

const words = {
  missing: { zh: '业务包里没有抽取样本的台账', en: 'The pack has no register that draws samples' },
  draw: { zh: '抽取样本', en: 'Draw a sample' },
  problems: { zh: '问题与整改', en: 'Problems' },
  record: { zh: '检查', en: 'Inspection' },
  stage: { zh: '阶段', en: 'Stage' },
  sample: { zh: '样本', en: 'Sample' },
  finding: { zh: '检查情况', en: 'Findings' },
  drawn: {
    zh: '抽自“{register}”{period}，{count}条',
    en: '{count} drawn from {register}, {period}',
  },
  chosen: { zh: '抽查{count}处，未由系统抽取', en: '{count}, not drawn by the rule' },
  found: {
    zh: '发现问题 {problems} 条，待查 {open} 条',
    en: '{problems} with a problem, {open} to look at',
  },
  empty: { zh: '这一年还没有督导检查', en: 'No inspection in this year yet' },
  emptyHint: {
    zh: '抽取样本后，抽中的记录逐条写明检查情况，发现的问题转入整改。',
    en: 'After a sample is drawn, each record gets its finding, and what is wrong becomes a problem.',
  },
}

/** 督导检查: every inspection of the year, drawn or not, and how far each has come. */
export function InspectionsPage() {
  const { say } = useSay()
  const register = drawRegister(useUnit().pack)
  if (register === null) return <Empty title={say(words.missing)} />
  return <Inspections register={register} />
}

function Inspections({ register }: { register: Register }) {
  const { say } = useSay()
  const { session } = useUnit()
  const { year } = useYear()
  const navigate = useNavigate()
  const query = useQuery(boardQuery(register.id, year))
  const [isDrawing, setDrawing] = useState(false)
  const items = (query.data?.items ?? []).toReversed()
  return (
    <>
      <PageHead title={say(register.label)}>
        <Link to="/problems" className="button plain">
          {say(words.problems)}
        </Link>
        {session.may.includes('record') ? (
          <button type="button" className="button" onClick={() => setDrawing(true)}>
            {say(words.draw)}
          </button>
        ) : null}
      </PageHead>
      {query.isPending ? <Loading /> : null}
      {query.error ? <ErrorNote error={query.error} retry={() => void query.refetch()} /> : null}
      {query.data && items.length === 0 ? (
        <Empty title={say(words.empty)}>
          <p>{say(words.emptyHint)}</p>
        </Empty>
      ) : null}
      {items.length > 0 ? <InspectionTable register={register} items={items} /> : null}
      {isDrawing && register.draw ? (
        <DrawDialog
          register={register}
          draw={register.draw}
          onClose={() => setDrawing(false)}
          onDrawn={({ record }) =>
            void navigate({ to: '/inspections/$record', params: { record: record.id } })
          }
        />
      ) : null}
    </>
  )
}

function InspectionTable(props: { register: Register; items: readonly BoardItemView[] }) {
  const { say } = useSay()
  const { register, items } = props
  return (
    <Table
      name={say(register.label)}
      look="sheet"
      className="problem-list"
      heads={[words.record, words.stage, words.sample, words.finding]}
    >
      {items.map(({ record, stage }) => (
        <tr key={record.id}>
          <td>
            <Link to="/inspections/$record" params={{ record: record.id }}>
              {record.title}
            </Link>
          </td>
          <td>
            <StageWord register={register} stage={stage} />
          </td>
          <td>
            <SampleWord register={register} values={record.values} />
          </td>
          <td>
            <FindingWord register={register} values={record.values} />
          </td>
        </tr>
      ))}
    </Table>
  )
}

type SaidOf = { register: Register; values: BoardItemView['record']['values'] }

function SampleWord({ register, values }: SaidOf) {
  const { say, lang } = useSay()
  const { pack } = useUnit()
  const sample = drawnIn(register.draw, values)
  if (sample === null) {
    const count = values[register.draw?.count ?? '']
    return <span className="quiet">{say(words.chosen, { count: Number(count ?? 0) })}</span>
  }
  const source = registerOf(pack, sample.register)
  return (
    <>
      {say(words.drawn, {
        register: source ? say(source.label) : sample.register,
        period: periodInWords(sample.period, lang),
        count: sample.drawn.length,
      })}
    </>
  )
}

function FindingWord({ register, values }: SaidOf) {
  const { say } = useSay()
  const { draw } = register
  const rows = draw ? rowsOf(values[draw.into]) : []
  if (!draw || rows.length === 0) {
    const result = values[resultField(register) ?? '']
    return <span className="quiet">{typeof result === 'string' ? result : ''}</span>
  }
  return (
    <>
      {say(words.found, {
        problems: rows.filter((row) => row[draw.finding] === draw.wrong).length,
        open: rows.filter((row) => row[draw.finding] === undefined).length,
      })}
    </>
  )
}

/** The text in which the result is put: what the second stage asks for in words. */
function resultField({ stages, fields }: Register): string | undefined {
  return stages?.[1]?.asks.find((id) => fields.find((one) => one.id === id)?.type === 'text')
}
