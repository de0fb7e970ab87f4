import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { DutyListBody, SentDutyListView } from '../../api/contract/duty-list.ts'
import { core, coreLists } from '../../ledger/core/core-registers.ts'
import { dutyRhythms, isByDay } from '../../ledger/core/listed-duty.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { Values } from '../../ledger/value.ts'
import { linesMax } from '../../report/call/call.ts'
import { rhythmWords } from '../../report/call/rhythm-words.ts'
import type { FaultAt } from '../calls/call-fields.tsx'
import { faultsOf, Labelled, TextField } from '../calls/call-fields.tsx'
import { addresseesFault } from '../calls/call-form.ts'
import '../calls/calls-page.css'
import { ChooseAddressees } from '../calls/choose-addressees.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { KeptNote } from '../form/kept-note.tsx'
import { useFormDraft } from '../form/use-form-draft.ts'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import { DayInput } from '../plan/day-input.tsx'
import { useSay } from '../say.tsx'
import { dutyListQuery, prepareList } from './duty-list-queries.ts'
import './duty-lists.css'

const words = {
  title: { zh: '起草责任清单', en: 'Prepare a duty list' },
  later: { zh: '责任清单新版本', en: 'A later version of a duty list' },
  about: {
    zh: '写明要做什么、多久一次或何时之前、依据什么、到何时为止。由各单位自行认领和本地化；不写人员姓名。',
    en: 'Say what is to be done, how often or by when, on what basis and until when. Each unit takes it and fits it to itself. Name no people.',
  },
  name: { zh: '标题', en: 'Title' },
  basis: { zh: '依据', en: 'Basis' },
  basisHelp: {
    zh: '不填则显示“未写明依据”，计入负担。',
    en: 'Left empty, it says that none is named.',
  },
  clause: { zh: '条款', en: 'Clause' },
  from: { zh: '起', en: 'From' },
  ends: { zh: '终止日期', en: 'Ends' },
  note: { zh: '说明', en: 'Instructions' },
  duties: { zh: '责任事项', en: 'Duties' },
  nth: { zh: '第{nth}项', en: 'Duty {nth}' },
  what: { zh: '要做什么', en: 'What is to be done' },
  often: { zh: '频次或期限', en: 'How often or by when' },
  times: { zh: '次数', en: 'Times' },
  yearlyBy: { zh: '期限（月-日）', en: 'By (month-day)' },
  onceBy: { zh: '期限', en: 'By' },
  office: { zh: '由哪类机构承担', en: 'Kind of office' },
  any: { zh: '不限', en: 'Any' },
  add: { zh: '增加一项', en: 'Add a duty' },
  remove: { zh: '删去', en: 'Remove' },
  write: { zh: '送签发', en: 'Put forward for signature' },
}

type Item = DutyListBody['items'][number] & { readonly key: number }

/** A list as it is typed, in the form of values: it is kept on the device as a record's are. */
type Form = Omit<DutyListBody, 'items'> & { readonly items: readonly Item[] }

const emptyItem: Item = {
  key: 0,
  item: null,
  title: '',
  often: 'quarter',
  times: 1,
  by: null,
  officeKind: null,
  basis: null,
  clause: null,
  from: null,
  ends: null,
}

const emptyForm: Form = {
  title: '',
  from: '',
  ...{ basis: null, clause: null, ends: null, note: null, to: null },
  items: [emptyItem],
}

/** The version before, or an empty list, with what was kept of this one. */
function formOf(sent: SentDutyListView | null, kept: Values | null): Form {
  const form = sent === null ? emptyForm : formOfSent(sent)
  const items = rowsOf(kept?.['items']).map((row, key) => ({ ...emptyItem, ...row, key }))
  return { ...form, ...kept, items: items.length === 0 ? form.items : items }
}

function formOfSent({ list, units }: SentDutyListView): Form {
  const { to: _, items, ...head } = list
  const to = units === null ? null : [...units]
  return { ...head, to, items: items.map((one, key) => ({ ...one, key })) }
}

function bodyOf({ items, ...head }: Form): DutyListBody {
  return { ...head, items: items.map(itemOf) }
}

function itemOf({ item, title, often, times, by, officeKind, ...ground }: Item) {
  const { basis, clause, from, ends } = ground
  return { item, title, often, times, by, officeKind, basis, clause, from, ends }
}

/** A new list, or a later version of one: written by who may record, signed by the first. */
export function NewDutyListPage() {
  const { of } = useSearch({ from: '/inside/duty-lists/new' })
  const { data, error } = useQuery({ ...dutyListQuery(of ?? ''), enabled: of !== undefined })
  if (error) return <ErrorNote error={error} />
  if (of !== undefined && data === undefined) return null
  return <ListForm key={of ?? ''} before={data ?? null} />
}

function ListForm({ before }: { before: SentDutyListView | null }) {
  const { say } = useSay()
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const name = [core.dutyList.id, ...(before === null ? [] : [before.id])].join(' ')
  const { form, isKept, change, restart, done } = useFormDraft(name, (kept) => formOf(before, kept))
  const prepare = useMutation({
    mutationFn: (body: DutyListBody) => prepareList(body, before),
    onSuccess: async ({ id }) => {
      done()
      refreshAfterWrite(queryClient)
      await queryClient.invalidateQueries({ queryKey: ['duty-lists'] })
      await navigate({ to: '/duty-lists/$list', params: { list: id } })
    },
  })
  const [isSent, setSent] = useState(false)
  const wrongTo = isSent ? addresseesFault(form) : null
  const faultAt = faultsOf(prepare.error)
  const { items } = form
  return (
    <>
      <PageHead title={say(before === null ? words.title : words.later)} />
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
          if (addresseesFault(form) === null) prepare.mutate(bodyOf(form))
        }}
      >
        <HeadFields form={form} faultAt={faultAt} change={change} />
        <h2>{say(words.duties)}</h2>
        {items.map((item, nth) => (
          <ItemFields
            key={item.key}
            nth={nth + 1}
            item={item}
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
            onClick={() =>
              change({ items: [...items, { ...emptyItem, key: (items.at(-1)?.key ?? 0) + 1 }] })
            }
          >
            {say(words.add)}
          </button>
        </p>
        <ChooseAddressees
          to={form.to}
          fault={wrongTo ? say(wrongTo) : faultAt('to')}
          onChange={(to) => change({ to: to === null ? null : [...to] })}
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

function HeadFields(props: {
  form: Form
  faultAt: FaultAt
  change: (part: Partial<Form>) => void
}) {
  const { say } = useSay()
  const { form, faultAt, change } = props
  const text = (name: 'basis' | 'clause') => ({
    id: `list-${name}`,
    value: form[name] ?? '',
    fault: faultAt(name),
    onChange: (said: string) => change({ [name]: said === '' ? null : said }),
  })
  return (
    <>
      <TextField
        id="list-title"
        label={say(words.name)}
        value={form.title}
        fault={faultAt('title')}
        onChange={(title) => change({ title })}
        required
      />
      <div className="call-fields">
        <TextField {...text('basis')} label={say(words.basis)} help={say(words.basisHelp)} />
        <TextField {...text('clause')} label={say(words.clause)} />
      </div>
      <div className="call-fields">
        <DayInput
          label={say(words.from)}
          value={form.from}
          fault={faultAt('from')}
          onChange={(from) => change({ from })}
        />
        <DayInput
          label={say(words.ends)}
          value={form.ends ?? ''}
          fault={faultAt('ends')}
          onChange={(ends) => change({ ends: ends === '' ? null : ends })}
        />
      </div>
      <Labelled id="list-note" label={say(words.note)} fault={faultAt('note')}>
        <textarea
          id="list-note"
          className="input"
          rows={2}
          value={form.note ?? ''}
          onChange={(event) => change({ note: event.target.value || null })}
        />
      </Labelled>
    </>
  )
}

function ItemFields(props: {
  nth: number
  item: Item
  faultAt: FaultAt
  onChange: (item: Item) => void
  onRemove: (() => void) | null
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { nth, item, faultAt, onChange } = props
  const at = (name: string) => `duty-${nth}-${name}`
  const change = (part: Partial<Item>) => onChange({ ...item, ...part })
  const text = (name: 'basis' | 'clause') => ({
    id: at(name),
    value: item[name] ?? '',
    fault: faultAt(name),
    onChange: (said: string) => change({ [name]: said === '' ? null : said }),
  })
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
      <TextField
        id={at('title')}
        label={say(words.what)}
        value={item.title}
        fault={faultAt('title')}
        onChange={(title) => change({ title })}
        required
      />
      <div className="call-fields">
        <RhythmFields at={at} item={item} faultAt={faultAt} change={change} />
        <Labelled id={at('office')} label={say(words.office)}>
          <select
            id={at('office')}
            className="input"
            value={item.officeKind ?? ''}
            onChange={(event) => change({ officeKind: event.target.value || null })}
          >
            <option value="">{say(words.any)}</option>
            {(pack.lists[coreLists.officeKinds] ?? []).map(({ id, label }) => (
              <option key={id} value={id}>
                {say(label)}
              </option>
            ))}
          </select>
        </Labelled>
      </div>
      <div className="call-fields">
        <TextField {...text('basis')} label={say(words.basis)} />
        <TextField {...text('clause')} label={say(words.clause)} />
        <DayInput
          label={say(words.ends)}
          value={item.ends ?? ''}
          fault={faultAt('ends')}
          onChange={(ends) => change({ ends: ends === '' ? null : ends })}
        />
      </div>
    </fieldset>
  )
}

function RhythmFields(props: {
  at: (name: string) => string
  item: Item
  faultAt: FaultAt
  change: (part: Partial<Item>) => void
}) {
  const { say } = useSay()
  const { at, item, faultAt, change } = props
  return (
    <>
      <Labelled id={at('often')} label={say(words.often)}>
        <select
          id={at('often')}
          className="input"
          value={item.often}
          onChange={(event) => {
            const often = dutyRhythms.find((one) => one === event.target.value) ?? 'year'
            change({ often, times: isByDay(often) ? null : (item.times ?? 1), by: null })
          }}
        >
          {dutyRhythms.map((one) => (
            <option key={one} value={one}>
              {say(rhythmWords[one])}
            </option>
          ))}
        </select>
      </Labelled>
      {item.often === 'once-by' ? (
        <DayInput
          label={say(words.onceBy)}
          value={item.by ?? ''}
          fault={faultAt('by')}
          onChange={(by) => change({ by })}
        />
      ) : item.often === 'yearly-by' ? (
        <TextField
          id={at('by')}
          label={say(words.yearlyBy)}
          value={item.by ?? ''}
          fault={faultAt('by')}
          onChange={(by) => change({ by })}
          required
        />
      ) : (
        <Labelled id={at('times')} label={say(words.times)} fault={faultAt('times')}>
          <input
            id={at('times')}
            className="input"
            type="number"
            min={1}
            max={366}
            value={item.times ?? 1}
            onChange={(event) => change({ times: event.target.valueAsNumber || 1 })}
          />
        </Labelled>
      )}
    </>
  )
}
