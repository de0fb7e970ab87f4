import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ReactNode } from 'react'
import type { CallBody } from '../../api/contract/call.ts'
import { askedKinds } from '../../report/call/call.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { useYear } from '../frame/use-year.ts'
import { DayInput } from '../plan/day-input.tsx'
import { useSay } from '../say.tsx'
import './calls-page.css'
import { beforeQuery, prepareCall } from './call-queries.ts'
import { kindWords } from './call-words.ts'

type Item = CallBody['items'][number]

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
  toAll: { zh: '布置给名册中的全部下级单位。', en: 'It goes to every body of the register.' },
}

const emptyItem: Item = {
  label: '',
  kind: 'figure',
  figure: null,
  unit: null,
  choices: null,
  again: null,
}

interface Keyed {
  readonly key: number
  readonly item: Item
}

/** A new call: written by whoever may record, signed by the first responsible person. */
export function NewCallPage() {
  const { say } = useSay()
  const { year } = useYear()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const [period, setPeriod] = useState(String(year))
  const [due, setDue] = useState('')
  const [ends, setEnds] = useState('')
  const [items, setItems] = useState<readonly Keyed[]>([{ key: 0, item: emptyItem }])
  const prepare = useMutation({
    mutationFn: prepareCall,
    onSuccess: async ({ id }) => {
      refreshAfterWrite(queryClient)
      await queryClient.invalidateQueries({ queryKey: ['calls'] })
      await navigate({ to: '/calls/$call', params: { call: id } })
    },
  })
  const submit = (form: HTMLFormElement) => {
    const given = new FormData(form)
    const said = (name: string) => String(given.get(name) ?? '').trim() || null
    prepare.mutate({
      title: said('title') ?? '',
      basis: said('basis'),
      clause: said('clause'),
      period,
      due,
      ends: ends || null,
      note: said('note'),
      items: items.map(({ item }) => item),
      to: null,
    })
  }
  return (
    <>
      <PageHead title={say(words.title)} />
      <p className="quiet call-about">{say(words.about)}</p>
      <form
        className="stack call-form"
        onSubmit={(event) => {
          event.preventDefault()
          submit(event.currentTarget)
        }}
      >
        <Labelled id="call-title" label={say(words.name)}>
          <input id="call-title" name="title" className="input" maxLength={120} required />
        </Labelled>
        <div className="call-fields">
          <Labelled id="call-basis" label={say(words.basis)} help={say(words.basisHelp)}>
            <input id="call-basis" name="basis" className="input" maxLength={200} />
          </Labelled>
          <Labelled id="call-clause" label={say(words.clause)}>
            <input id="call-clause" name="clause" className="input" maxLength={100} />
          </Labelled>
        </div>
        <div className="call-fields">
          <Labelled id="call-period" label={say(words.period)}>
            <input
              id="call-period"
              className="input"
              inputMode="numeric"
              pattern="\d{4}"
              maxLength={4}
              value={period}
              onChange={(event) => setPeriod(event.target.value)}
              required
            />
          </Labelled>
          <DayInput label={say(words.due)} value={due} onChange={setDue} />
          <DayInput label={say(words.ends)} value={ends} onChange={setEnds} />
        </div>
        <Labelled id="call-note" label={say(words.note)}>
          <textarea id="call-note" name="note" className="input" rows={2} maxLength={2000} />
        </Labelled>
        <h2>{say(words.items)}</h2>
        {items.map(({ key, item }, nth) => (
          <ItemFields
            key={key}
            nth={nth + 1}
            item={item}
            period={period}
            onChange={(next) =>
              setItems(items.map((one) => (one.key === key ? { key, item: next } : one)))
            }
            onRemove={
              items.length > 1 ? () => setItems(items.filter((one) => one.key !== key)) : null
            }
          />
        ))}
        <p>
          <button
            type="button"
            className="button"
            disabled={items.length >= 60}
            onClick={() =>
              setItems([...items, { key: (items.at(-1)?.key ?? 0) + 1, item: emptyItem }])
            }
          >
            {say(words.add)}
          </button>
        </p>
        <p className="quiet">{say(words.toAll)}</p>
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

function Labelled(props: { id: string; label: string; help?: string; children: ReactNode }) {
  return (
    <div className="labelled">
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
      {props.help ? <p className="quiet small">{props.help}</p> : null}
    </div>
  )
}

function ItemFields(props: {
  nth: number
  item: Item
  period: string
  onChange: (item: Item) => void
  onRemove: (() => void) | null
}) {
  const { say } = useSay()
  const { nth, item, onChange } = props
  const change = (next: Partial<Item>) => onChange({ ...item, ...next })
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
              change({ kind, figure: null, choices: null, again: null })
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
          <FigureField id={at('figure')} item={item} change={change} />
        ) : null}
        <Labelled id={at('label')} label={say(words.label)}>
          <input
            id={at('label')}
            className="input"
            maxLength={100}
            value={item.label}
            onChange={(event) => change({ label: event.target.value })}
            required
          />
        </Labelled>
        {item.kind === 'figure' || item.kind === 'number' ? (
          <Labelled id={at('unit')} label={say(words.unit)}>
            <input
              id={at('unit')}
              className="input"
              maxLength={20}
              value={item.unit ?? ''}
              onChange={(event) => change({ unit: event.target.value || null })}
            />
          </Labelled>
        ) : null}
        {item.kind === 'choice' ? (
          <Labelled id={at('choices')} label={say(words.choices)}>
            <input
              id={at('choices')}
              className="input"
              maxLength={300}
              value={item.choices ?? ''}
              onChange={(event) => change({ choices: event.target.value || null })}
              required
            />
          </Labelled>
        ) : null}
      </div>
      <Before item={item} period={props.period} id={at('again')} change={change} />
    </fieldset>
  )
}

function FigureField(props: { id: string; item: Item; change: (next: Partial<Item>) => void }) {
  const { say } = useSay()
  const { pack } = useUnit()
  return (
    <Labelled id={props.id} label={say(words.figure)}>
      <select
        id={props.id}
        className="input"
        value={props.item.figure ?? ''}
        onChange={(event) => {
          const figure = pack.figures.find(({ id }) => id === event.target.value)
          props.change({
            figure: figure?.id ?? null,
            again: null,
            ...(figure ? { label: figure.label.zh, unit: figure.unit.zh } : {}),
          })
        }}
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
  item: Item
  period: string
  change: (next: Partial<Item>) => void
}) {
  const { say } = useSay()
  const { item, period } = props
  const before = useQuery(beforeQuery(item.figure ?? '', period))
  if (before.data === undefined || before.data.length === 0) return null
  return (
    <div className="call-before">
      {before.data.map(({ call, title, bodies }) => (
        <p key={call}>{say(words.before, { title, bodies })}</p>
      ))}
      <Labelled id={props.id} label={say(words.again)}>
        <input
          id={props.id}
          className="input"
          maxLength={300}
          value={item.again ?? ''}
          onChange={(event) => props.change({ again: event.target.value || null })}
          required
        />
      </Labelled>
    </div>
  )
}
