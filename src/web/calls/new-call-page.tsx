import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { core } from '../../ledger/core/core-registers.ts'
import { askedKinds, linesMax } from '../../report/call/call.ts'
import { kindWords } from '../../report/call/asked-words.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { KeptNote } from '../form/kept-note.tsx'
import { useFormDraft } from '../form/use-form-draft.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useYear } from '../frame/use-year.ts'
import { DayInput } from '../plan/day-input.tsx'
import { useSay } from '../say.tsx'
import './calls-page.css'
import { faultsOf, Labelled, TextField } from './call-fields.tsx'
import type { FaultAt } from './call-fields.tsx'
import { addresseesFault, callBodyOf, callFormOf, withLine } from './call-form.ts'
import type { CallForm, CallFormItem } from './call-form.ts'
import { beforeQuery, prepareCall } from './call-queries.ts'
import { ChooseAddressees } from './choose-addressees.tsx'
import { PartOfYear, partsOfPeriod, periodOfParts } from './part-of-year.tsx'

const words = {
  title: { zh: '布置报送任务', en: 'Prepare a call' },
  about: {
    zh: '能从下级台账得出的，选数据项；其余的由单位填报。只问单位自身的情况，不问人员，不问社会公众。',
    en: 'Ask figures where the ledgers below give them, and cells for the rest. Ask about the unit itself: no people, nobody of the public.',
  },
  name: { zh: '标题', en: 'Title' },
  basis: { zh: '依据', en: 'Basis' },
  basisHelp: {
    zh: '不填则显示“未写明依据”，计入负担。',
    en: 'Left empty, it says that none is named.',
  },
  clause: { zh: '条款', en: 'Clause' },
  period: { zh: '年度', en: 'Year' },
  part: { zh: '时段', en: 'Part of the year' },
  due: { zh: '报送期限', en: 'Due' },
  ends: { zh: '终止日期', en: 'Ends on' },
  note: { zh: '要求', en: 'Instructions' },
  items: { zh: '填报内容', en: 'What is asked' },
  nth: { zh: '第{nth}项', en: 'Line {nth}' },
  label: { zh: '名称', en: 'Label' },
  kind: { zh: '类型', en: 'Kind' },
  figure: { zh: '数据项', en: 'Figure' },
  choose: { zh: '请选择', en: 'Choose' },
  unit: { zh: '单位', en: 'Unit' },
  choices: { zh: '选项（用顿号隔开）', en: 'Choices, by commas' },
  before: {
    zh: '已在《{title}》中收到{bodies}个单位的数据。',
    en: '“{title}” collected it from {bodies} bodies already.',
  },
  again: { zh: '重复要求的理由', en: 'Why it is asked again' },
  add: { zh: '增加一项', en: 'Add a line' },
  remove: { zh: '删去', en: 'Remove' },
  write: { zh: '送签发', en: 'Put forward for signature' },
}

/** A new call: written by whoever may record, signed by the first responsible person. */
export function NewCallPage() {
  const { say } = useSay()
  const { year } = useYear()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const { form, isKept, change, restart, done } = useFormDraft(core.call.id, (kept) =>
    callFormOf(year, kept),
  )
  const { items } = form
  const prepare = useMutation({
    mutationFn: prepareCall,
    onSuccess: async ({ id }) => {
      done()
      refreshAfterWrite(queryClient)
      await queryClient.invalidateQueries({ queryKey: ['calls'] })
      await navigate({ to: '/calls/$call', params: { call: id } })
    },
  })
  const [isSent, setSent] = useState(false)
  const wrongTo = isSent ? addresseesFault(form) : null
  const faultAt = faultsOf(prepare.error)
  return (
    <>
      <PageHead title={say(words.title)} />
      <p className="quiet call-about">{say(words.about)}</p>
      {isKept ? (
        <KeptNote
          onDrop={() => {
            prepare.reset()
            restart()
          }}
        />
      ) : null}
      <form
        className="stack call-form"
        onSubmit={(event) => {
          event.preventDefault()
          setSent(true)
          if (addresseesFault(form) === null) prepare.mutate(callBodyOf(form))
        }}
      >
        <HeadFields form={form} faultAt={faultAt} change={change} />
        <h2>{say(words.items)}</h2>
        {items.map((item, nth) => (
          <ItemFields
            key={item.key}
            nth={nth + 1}
            item={item}
            period={form.period}
            faultAt={(name) => faultAt(`items.${nth}.${name}`)}
            onChange={(next) =>
              change({ items: items.map((one) => (one.key === item.key ? next : one)) })
            }
            onRemove={
              items.length > 1
                ? () => change({ items: items.filter((one) => one.key !== item.key) })
                : null
            }
          />
        ))}
        <p>
          <button
            type="button"
            className="button"
            disabled={items.length >= linesMax}
            onClick={() => change({ items: withLine(items) })}
          >
            {say(words.add)}
          </button>
        </p>
        <ChooseAddressees
          to={form.to}
          fault={wrongTo ? say(wrongTo) : faultAt('to')}
          onChange={(to) => change({ to })}
        />
        {prepare.error ? <ErrorNote error={prepare.error} /> : null}
        <div className="actions">
          <button type="submit" className="button primary" disabled={prepare.isPending}>
            {say(words.write)}
          </button>
        </div>
      </form>
    </>
  )
}

/** What a call is about, for when, and by when it is due. */
function HeadFields(props: {
  form: CallForm
  faultAt: FaultAt
  change: (part: Partial<CallForm>) => void
}) {
  const { say } = useSay()
  const { form, faultAt, change } = props
  const { year, part } = partsOfPeriod(form.period)
  const text = (name: 'title' | 'basis' | 'clause' | 'period') => ({
    id: `call-${name}`,
    value: form[name],
    fault: faultAt(name),
    onChange: (words: string) => change({ [name]: words }),
  })
  return (
    <>
      <TextField {...text('title')} label={say(words.name)} required />
      <div className="call-fields">
        <TextField {...text('basis')} label={say(words.basis)} help={say(words.basisHelp)} />
        <TextField {...text('clause')} label={say(words.clause)} />
      </div>
      <div className="call-fields">
        <TextField
          {...text('period')}
          value={year}
          onChange={(now) => change({ period: periodOfParts({ year: now, part }) })}
          label={say(words.period)}
          form="\d{4}"
          required
        />
        <Labelled id="call-part" label={say(words.part)}>
          <PartOfYear
            id="call-part"
            value={part}
            onChange={(now) => change({ period: periodOfParts({ year, part: now }) })}
          />
        </Labelled>
        <DayInput
          label={say(words.due)}
          value={form.due}
          fault={faultAt('due')}
          onChange={(due) => change({ due })}
        />
        <DayInput
          label={say(words.ends)}
          value={form.ends}
          fault={faultAt('ends')}
          onChange={(ends) => change({ ends })}
        />
      </div>
      <Labelled id="call-note" label={say(words.note)} fault={faultAt('note')}>
        <textarea
          id="call-note"
          className="input"
          rows={2}
          value={form.note}
          onChange={(event) => change({ note: event.target.value })}
        />
      </Labelled>
    </>
  )
}

function ItemFields(props: {
  nth: number
  item: CallFormItem
  period: string
  faultAt: FaultAt
  onChange: (item: CallFormItem) => void
  onRemove: (() => void) | null
}) {
  const { say } = useSay()
  const { nth, item, faultAt, onChange } = props
  const change = (next: Partial<CallFormItem>) => onChange({ ...item, ...next })
  const at = (name: string) => `item-${nth}-${name}`
  return (
    <fieldset className="call-item">
      <legend>
        {say(words.nth, { nth })}
        {props.onRemove ? (
          <button type="button" className="link" onClick={props.onRemove}>
            {say(words.remove)}
          </button>
        ) : null}
      </legend>
      <div className="call-fields">
        <Labelled id={at('kind')} label={say(words.kind)}>
          <select
            id={at('kind')}
            className="input"
            value={item.kind}
            onChange={(event) => {
              const kind = askedKinds.find((one) => one === event.target.value) ?? 'number'
              change({ kind, figure: '', unit: '', choices: '', again: '' })
            }}
          >
            {askedKinds.map((kind) => (
              <option key={kind} value={kind}>
                {say(kindWords[kind])}
              </option>
            ))}
          </select>
        </Labelled>
        {item.kind === 'figure' ? (
          <FigureField id={at('figure')} item={item} fault={faultAt('figure')} change={change} />
        ) : null}
        <TextField
          id={at('label')}
          label={say(words.label)}
          value={item.label}
          fault={faultAt('label')}
          onChange={(label) => change({ label })}
          required
        />
        {item.kind === 'number' ? (
          <TextField
            id={at('unit')}
            label={say(words.unit)}
            value={item.unit}
            fault={faultAt('unit')}
            onChange={(unit) => change({ unit })}
          />
        ) : null}
        {item.kind === 'choice' ? (
          <TextField
            id={at('choices')}
            label={say(words.choices)}
            value={item.choices}
            fault={faultAt('choices')}
            onChange={(choices) => change({ choices })}
            required
          />
        ) : null}
      </div>
      <Before
        item={item}
        period={props.period}
        id={at('again')}
        fault={faultAt('again')}
        change={change}
      />
    </fieldset>
  )
}

function FigureField(props: {
  id: string
  item: CallFormItem
  fault: string
  change: (next: Partial<CallFormItem>) => void
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  return (
    <Labelled id={props.id} label={say(words.figure)} fault={props.fault}>
      <select
        id={props.id}
        className="input"
        value={props.item.figure}
        onChange={(event) => {
          const figure = pack.figures.find(({ id }) => id === event.target.value)
          props.change({
            figure: figure?.id ?? '',
            again: '',
            ...(figure ? { label: figure.label.zh, unit: figure.unit.zh } : {}),
          })
        }}
        aria-invalid={props.fault !== ''}
        required
      >
        <option value="">{say(words.choose)}</option>
        {pack.figures.map(({ id, label }) => (
          <option key={id} value={id}>
            {say(label)}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

/** Ask first, look first: what was received already, and why it is asked all the same. */
function Before(props: {
  id: string
  item: CallFormItem
  period: string
  fault: string
  change: (next: Partial<CallFormItem>) => void
}) {
  const { say } = useSay()
  const { item, period } = props
  const before = useQuery(beforeQuery(item.figure, period))
  if (before.data === undefined || before.data.length === 0) return null
  return (
    <div className="call-before">
      {before.data.map(({ call, title, bodies }) => (
        <p key={call}>{say(words.before, { title, bodies })}</p>
      ))}
      <TextField
        id={props.id}
        label={say(words.again)}
        value={item.again}
        fault={props.fault}
        onChange={(again) => props.change({ again })}
        required
      />
    </div>
  )
}
