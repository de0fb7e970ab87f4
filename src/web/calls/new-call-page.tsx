import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { SentCallView } from '../../api/contract/call.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { askedKindWords } from '../../report/call/asked-kind-words.ts'
import { askedKinds } from '../../report/call/call.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useYear } from '../components/use-year.ts'
import { DayInput } from '../fields/day-input.tsx'
import { FigureChoice } from '../fields/figure-choice.tsx'
import { useFormDraft } from '../form/use-form-draft.ts'
import { isOfUnit } from '../pack/figures-by-part.ts'
import { useSay } from '../say.tsx'
import type { FaultAt } from '../sent/fields.tsx'
import { ChoiceField, describedBy, Labelled, TextField } from '../sent/fields.tsx'
import { HeadFields } from '../sent/head-fields.tsx'
import { Lines } from '../sent/lines.tsx'
import { PutForwardForm } from '../sent/put-forward-form.tsx'
import '../sent/sent.css'
import { usePutForward } from '../sent/use-put-forward.ts'
import { withKept } from '../sent/with-kept.ts'
import './calls-page.css'
import { PartOfYear, partsOfPeriod, periodOfParts } from '../fields/part-of-year.tsx'
import type { CallForm, CallFormItem } from './call-form.ts'
import { callBodyOf, emptyCallForm, emptyItem, formOfCall, withoutFigure } from './call-form.ts'
import { beforeQuery, callQuery, prepareCall } from './call-queries.ts'
import { PassesOn } from './passes-on.tsx'

const words = {
  title: { zh: '布置报送任务', en: 'Prepare a call' },
  anew: { zh: '修改待签发的任务', en: 'Change a call that is to be signed' },
  about: {
    zh: '能从下级台账得出的，选数据项；其余的由单位填报。只问单位自身的情况，不问人员，不问社会公众。',
    en: 'Ask figures where the ledgers below give them, and cells for the rest. Ask about the unit itself: no people, nobody of the public.',
  },
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
  fixed: { zh: '随上级任务，不能改', en: 'as above; it cannot be changed' },
  fromAbove: {
    zh: '上级要求的内容，原样转发；不需要下级报的可以删去。',
    en: 'The body above asks it, and it is passed on as it is; remove what those below need not answer.',
  },
  noFigure: { zh: '请选择数据项。', en: 'Choose a figure.' },
  lateDue: {
    zh: '晚于上级的期限（{due}）：汇总前可能收不齐，签发人会看到这一点。',
    en: 'Later than the call above is due ({due}): answers may come after yours. Whoever signs is told.',
  },
  add: { zh: '增加一项', en: 'Add a line' },
}

/** A new call, or one anew that is not signed: written by whoever may record. */
export function NewCallPage() {
  const { of } = useSearch({ from: '/inside/calls/new' })
  const { data, error } = useQuery({ ...callQuery(of ?? ''), enabled: of !== undefined })
  if (error) return <ErrorNote error={error} />
  if (of !== undefined && data === undefined) return null
  return <CallFormPage key={`${of ?? ''} ${data?.version ?? 0}`} before={data ?? null} />
}

function CallFormPage({ before }: { before: SentCallView | null }) {
  const { say } = useSay()
  const { year } = useYear()
  const navigate = useNavigate()
  const name = before === null ? core.call.id : `${core.call.id} ${before.id} ${before.version}`
  const draft = useFormDraft(name, (kept) => {
    const form = before === null ? emptyCallForm(year) : formOfCall(before)
    return withKept(form, { kept, empty: emptyItem })
  })
  const { form, change } = draft
  const putting = usePutForward({
    draft,
    lacks: (form) => withoutFigure(form).size > 0,
    send: (form) => prepareCall(callBodyOf(form), before),
    queryKey: 'calls',
    onTo: (id) => navigate({ to: '/calls/$call', params: { call: id } }),
  })
  const lacking = putting.wasTried ? withoutFigure(form) : new Set<number>()
  const above = before?.above ?? null
  const isFromAbove = ({ item }: CallFormItem) =>
    above?.call.items.some((one) => one.item === item) === true
  return (
    <>
      <PageHead title={say(before === null ? words.title : words.anew)} />
      <p className="quiet sent-about">{say(words.about)}</p>
      {above === null ? null : <PassesOn above={above} call={null} />}
      <PutForwardForm draft={draft} putting={putting} onTo={(to) => change({ to })}>
        <CallHead form={form} above={above} faultAt={putting.faultAt} change={change} />
        <Lines
          title={words.items}
          nth={words.nth}
          add={words.add}
          lines={form.items}
          empty={emptyItem}
          faultAt={putting.faultAt}
          onChange={(items) => change({ items })}
        >
          {({ nth, line, faultAt, change }) => (
            <Item
              nth={nth}
              item={line}
              isFixed={isFromAbove(line)}
              period={form.period}
              faultAt={(name) =>
                name === 'figure' && lacking.has(line.key) ? say(words.noFigure) : faultAt(name)
              }
              change={change}
            />
          )}
        </Lines>
      </PutForwardForm>
    </>
  )
}

/** What a call is about, for when, and by when it is due. */
function CallHead(props: {
  form: CallForm
  /** The call that it passes on: its ground and period are no matter of ours. */
  above: SentCallView['above']
  faultAt: FaultAt
  change: (part: Partial<CallForm>) => void
}) {
  const { say, lang } = useSay()
  const { form, above, faultAt, change } = props
  const { year, part } = partsOfPeriod(form.period)
  const fixed = above === null ? undefined : say(words.fixed)
  return (
    <HeadFields
      of="call"
      head={form}
      noteLabel={say(words.note)}
      fixedGround={fixed}
      faultAt={faultAt}
      change={change}
    >
      <div className="sent-fields">
        <TextField
          id="call-period"
          value={year}
          fault={faultAt('period')}
          onChange={(now) => change({ period: periodOfParts({ year: now, part }) })}
          label={say(words.period)}
          form="\d{4}"
          required
          isFixed={fixed !== undefined}
          help={fixed}
        />
        <Labelled id="call-part" label={say(words.part)}>
          <PartOfYear
            id="call-part"
            value={part}
            isFixed={fixed !== undefined}
            onChange={(now) => change({ period: periodOfParts({ year, part: now }) })}
          />
        </Labelled>
        <div>
          <DayInput
            label={say(words.due)}
            required
            value={form.due}
            fault={faultAt('due')}
            onChange={(due) => change({ due })}
          />
          {above !== null && form.due > above.call.due ? (
            <p className="call-overdue small" role="status">
              {say(words.lateDue, { due: dayInWords(above.call.due, lang) })}
            </p>
          ) : null}
        </div>
        <DayInput
          label={say(words.ends)}
          value={form.ends}
          fault={faultAt('ends')}
          onChange={(ends) => change({ ends })}
        />
      </div>
    </HeadFields>
  )
}

function Item(props: {
  nth: number
  item: CallFormItem
  /** It is asked by the body above, and stays as it is. */
  isFixed: boolean
  period: string
  faultAt: FaultAt
  change: (part: Partial<CallFormItem>) => void
}) {
  const { nth, item, faultAt, change } = props
  const at = (name: string) => `item-${nth}-${name}`
  return (
    <>
      {props.isFixed ? (
        <FixedItem item={item} />
      ) : (
        <AskedFields at={at} item={item} faultAt={faultAt} change={change} />
      )}
      <Before
        item={item}
        period={props.period}
        id={at('again')}
        fault={faultAt('again')}
        change={change}
      />
    </>
  )
}

/** What the body above asks: it is passed on as it is, or not at all. */
function FixedItem({ item: { label, kind, unit, choices } }: { item: CallFormItem }) {
  const { say } = useSay()
  const beside = [say(askedKindWords[kind]), unit, choices].filter((one) => one !== '')
  return (
    <>
      <p>
        {label} <span className="quiet small">{beside.join(' · ')}</span>
      </p>
      <p className="quiet small">{say(words.fromAbove)}</p>
    </>
  )
}

const kinds = askedKinds.map((id) => ({ id, label: askedKindWords[id] }))

function AskedFields(props: {
  at: (name: string) => string
  item: CallFormItem
  faultAt: FaultAt
  change: (next: Partial<CallFormItem>) => void
}) {
  const { say } = useSay()
  const { at, item, faultAt, change } = props
  return (
    <div className="sent-fields">
      <ChoiceField
        id={at('kind')}
        label={say(words.kind)}
        value={item.kind}
        options={kinds}
        onChange={(kind) => change({ kind, figure: '', unit: '', choices: '', again: '' })}
      />
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
  )
}

function FigureField(props: {
  id: string
  item: CallFormItem
  fault: string
  change: (next: Partial<CallFormItem>) => void
}) {
  const { say } = useSay()
  return (
    <Labelled id={props.id} label={say(words.figure)} fault={props.fault}>
      <FigureChoice
        id={props.id}
        value={props.item.figure}
        none={say(words.choose)}
        mayBeNone={false}
        describedBy={describedBy(props)}
        offers={isOfUnit}
        onChoose={(figure) => {
          if (figure === null) return
          const { id, label, unit } = figure
          props.change({ figure: id, again: '', label: label.zh, unit: unit.zh })
        }}
      />
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
