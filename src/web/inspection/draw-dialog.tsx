import { useMutation, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useState } from 'react'
import type { DrawBody } from '../../api/contract/problem.ts'
import type { WriteAnswer } from '../../api/contract/record.ts'
import type { Draw } from '../../ledger/register/draw.ts'
import { drawnCountMax } from '../../ledger/register/draw.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import type { Value, Values } from '../../ledger/value.ts'
import { ApiFailure, ask } from '../api-client/ask.ts'
import { defaultsOf } from '../form/defaults.ts'
import { FieldLine } from '../form/field-line.tsx'
import { serverFaults } from '../form/server-faults.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import '../form/record-form.css'
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
  const submit = (event: FormEvent) => {
    event.preventDefault()
    write.mutate(bodyOf(draw, values))
  }
  const told = serverFaults(write.error instanceof ApiFailure ? write.error.problem : null)
  return (
    <Dialog title={say(words.title)} onClose={props.onClose}>
      <form className="record-form" noValidate onSubmit={submit}>
        <p className="note">{say(words.rule)}</p>
        {askedFields(register, draw).map((field) => (
          <FieldLine
            key={field.id}
            formId="draw"
            field={field}
            value={values[field.id]}
            last={undefined}
            faults={told.get(field.id) ?? []}
            onChange={(value) => setValues((before) => withValue(before, field.id, value))}
            onLeave={() => undefined}
          />
        ))}
        {write.error ? <ErrorNote error={write.error} /> : null}
        <div className="form-foot">
          <button type="submit" className="button primary" disabled={write.isPending}>
            {say(write.isPending ? words.drawing : words.draw)}
          </button>
        </div>
      </form>
    </Dialog>
  )
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
