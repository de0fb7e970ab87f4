import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useMemo, useState } from 'react'
import type { DrawBody } from '../../api/contract/problem.ts'
import type { WriteAnswer } from '../../api/contract/record.ts'
import type { Draw } from '../../ledger/register/draw.ts'
import { drawnCountMax } from '../../ledger/register/draw.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import type { Value, Values } from '../../ledger/value.ts'
import { ApiFailure, ask } from '../api-client/ask.ts'
import { PartOfYear, partsOfPeriod, periodOfParts } from '../fields/part-of-year.tsx'
import { defaultsOf } from '../form/defaults.ts'
import { FieldLine } from '../form/field-line.tsx'
import { serverFaults } from '../form/server-faults.ts'
import { useJudged } from '../form/use-judged.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import '../form/record-form.css'
import './draw-dialog.css'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  title: { zh: '抽取样本', en: 'Draw a sample' },
  rule: {
    zh: '样本由系统在最新检查点上按公开规则抽取，抽取的人不能挑选；抽中哪些随即写入日志，任何人都能重新计算。',
    en: 'The sample is drawn at the newest checkpoint by a public rule; whoever draws cannot choose. What was drawn is written to the log at once, and anybody can compute it again.',
  },
  draw: { zh: '抽取', en: 'Draw' },
  drawing: { zh: '正在抽取…', en: 'Drawing…' },
  year: { zh: '年度', en: 'Year' },
  part: { zh: '时段', en: 'Part of the year' },
}

const countProposed = 5

/** Asks what is inspected, and from which register and period how many records are drawn. */
export function DrawDialog(props: {
  register: Register
  draw: Draw
  onClose: () => void
  onDrawn: (answer: WriteAnswer) => void
}) {
  const { say } = useSay()
  const unit = useUnit()
  const queryClient = useQueryClient()
  const { register, draw } = props
  const [values, setValues] = useState<Values>(() => ({
    ...defaultsOf(register, unit, null),
    [draw.period]: unit.session.today.slice(0, 4),
    [draw.count]: countProposed,
  }))
  const write = useMutation({
    mutationFn: (body: DrawBody) =>
      ask<WriteAnswer>(`/registers/${register.id}/draws`, { method: 'POST', body }),
    onSuccess: (answer) => {
      refreshAfterWrite(queryClient)
      props.onDrawn(answer)
    },
  })
  const asked = useMemo(() => askedFields(register, draw), [register, draw])
  const judged = useJudged(
    useMemo(() => ({ ...register, fields: asked, checks: [] }), [register, asked]),
    values,
  )
  const [wasTried, setTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (judged.values !== null) write.mutate(bodyOf(draw, values))
  }
  const told = toldOf(draw, write.error)
  const faultsOf = ({ id }: Field) =>
    (wasTried ? judged.faults.get(id) : undefined) ?? told.get(id) ?? []
  const isToldBeside = asked.some(({ id }) => told.has(id))
  const change = (field: string, value: Value | undefined) =>
    setValues((before) => withValue(before, field, value))
  return (
    <Dialog title={say(words.title)} onClose={props.onClose}>
      <form className="record-form" noValidate onSubmit={submit}>
        <p className="note">{say(words.rule)}</p>
        {asked.map((field) => (
          <FieldLine
            key={field.id}
            formId="draw"
            field={field}
            value={values[field.id]}
            last={undefined}
            faults={faultsOf(field)}
            onChange={(value) => change(field.id, value)}
            onLeave={() => undefined}
          >
            {field.id === draw.period ? (
              <PeriodInput
                id={`draw-${field.id}`}
                period={String(values[field.id] ?? '')}
                onChange={(period) => change(field.id, period)}
              />
            ) : null}
          </FieldLine>
        ))}
        {write.error && !isToldBeside ? <ErrorNote error={write.error} /> : null}
        <div className="form-foot">
          <button type="submit" className="button primary" disabled={write.isPending}>
            {say(write.isPending ? words.drawing : words.draw)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

/** A year and what part of it, since a period is kept in a form that nobody types. */
function PeriodInput(props: { id: string; period: string; onChange: (period: string) => void }) {
  const { say } = useSay()
  const { year, part } = partsOfPeriod(props.period)
  const change = (next: Partial<ReturnType<typeof partsOfPeriod>>) =>
    props.onChange(periodOfParts({ year, part, ...next }))
  return (
    <div className="draw-period">
      <input
        id={props.id}
        className="input"
        inputMode="numeric"
        aria-label={say(words.year)}
        value={year}
        onChange={(event) => change({ year: event.target.value.trim() })}
      />
      <PartOfYear
        id={`${props.id}-part`}
        label={say(words.part)}
        value={part}
        onChange={(next) => change({ part: next })}
      />
    </div>
  )
}

/** What the server found, at the fields whose values it was sent under names of its own. */
function toldOf(draw: Draw, error: unknown): ReturnType<typeof serverFaults> {
  if (!(error instanceof ApiFailure)) return serverFaults(null)
  const fieldOf = new Map<string | number, string>([
    ['from', draw.from],
    ['period', draw.period],
    ['count', draw.count],
  ])
  const faults = error.problem.faults.map((fault) => {
    const [first = '', ...rest] = fault.at[0] === 'body' ? fault.at.slice(1) : fault.at
    return { ...fault, at: [fieldOf.get(first) ?? first, ...rest] }
  })
  return serverFaults({ ...error.problem, faults })
}

/** What the first stage asks, and of the draw: from where, which period, how many. */
function askedFields(register: Register, draw: Draw): readonly Field[] {
  const asks = register.stages?.[0]?.asks ?? []
  const own = asks.filter((id) => id !== draw.count)
  return [...own, draw.from, draw.period, draw.count].flatMap((id) => {
    const field = register.fields.find((one) => one.id === id)
    const isDrawn = id === draw.from || id === draw.period
    return field ? [isDrawn ? { ...field, required: true } : field] : []
  })
}

function bodyOf(draw: Draw, values: Values): DrawBody {
  const { [draw.from]: from, [draw.period]: period, [draw.count]: count, ...own } = values
  const asked = Number(count)
  return {
    values: { ...own, [draw.count]: 1 },
    from: typeof from === 'string' ? from : '',
    period: typeof period === 'string' ? period.trim() : '',
    count: Number.isInteger(asked) ? Math.min(asked, drawnCountMax) : 0,
  }
}

function withValue(values: Values, field: string, value: Value | undefined): Values {
  const { [field]: _, ...rest } = values
  return value === undefined ? rest : { ...rest, [field]: value }
}
