import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { SentDutyListView } from '../../api/contract/duty-list.ts'
import { core, coreLists } from '../../ledger/core/core-registers.ts'
import { dutyRhythms, isByDay } from '../../ledger/core/listed-duty.ts'
import { rhythmWords } from '../../report/call/rhythm-words.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useUnit } from '../components/use-unit.ts'
import { DayInput } from '../fields/day-input.tsx'
import { useFormDraft } from '../form/use-form-draft.ts'
import { useSay } from '../say.tsx'
import type { FaultAt } from '../sent/fields.tsx'
import { ChoiceField, describedBy, Labelled, TextField } from '../sent/fields.tsx'
import { GroundFields } from '../sent/ground-fields.tsx'
import { HeadFields } from '../sent/head-fields.tsx'
import { Lines } from '../sent/lines.tsx'
import { PutForwardForm } from '../sent/put-forward-form.tsx'
import '../sent/sent.css'
import { usePutForward } from '../sent/use-put-forward.ts'
import type { DutyListForm, DutyListItem } from './duty-list-form.ts'
import { bodyOfList, emptyItem, formOfList } from './duty-list-form.ts'
import { dutyListQuery, prepareList } from './duty-list-queries.ts'
import './duty-lists.css'

const words = {
  title: { zh: '起草责任清单', en: 'Prepare a duty list' },
  later: { zh: '责任清单新版本', en: 'A later version of a duty list' },
  about: {
    zh: '写明要做什么、多久一次或何时之前、依据什么、到何时为止。由各单位自行认领和本地化；不写人员姓名。',
    en: 'Say what is to be done, how often or by when, on what basis and until when. Each unit takes it and fits it to itself. Name no people.',
  },
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
  const name = [core.dutyList.id, ...(before === null ? [] : [before.id])].join(' ')
  const draft = useFormDraft(name, (kept) => formOfList(before, kept))
  const { form, change } = draft
  const putting = usePutForward({
    draft,
    send: (form) => prepareList(bodyOfList(form), before),
    queryKey: 'duty-lists',
    onTo: (id) => navigate({ to: '/duty-lists/$list', params: { list: id } }),
  })
  return (
    <>
      <PageHead title={say(before === null ? words.title : words.later)} />
      <p className="quiet sent-about">{say(words.about)}</p>
      <PutForwardForm draft={draft} putting={putting} onTo={(to) => change({ to })}>
        <ListHead form={form} faultAt={putting.faultAt} change={change} />
        <Lines
          title={words.duties}
          nth={words.nth}
          add={words.add}
          lines={form.items}
          empty={emptyItem}
          faultAt={putting.faultAt}
          onChange={(items) => change({ items })}
        >
          {({ nth, line, faultAt, change }) => (
            <Item nth={nth} item={line} faultAt={faultAt} change={change} />
          )}
        </Lines>
      </PutForwardForm>
    </>
  )
}

function ListHead(props: {
  form: DutyListForm
  faultAt: FaultAt
  change: (part: Partial<DutyListForm>) => void
}) {
  const { say } = useSay()
  const { form, faultAt, change } = props
  return (
    <HeadFields of="list" head={form} noteLabel={say(words.note)} faultAt={faultAt} change={change}>
      <div className="sent-fields">
        <DayInput
          label={say(words.from)}
          required
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
    </HeadFields>
  )
}

function Item(props: {
  nth: number
  item: DutyListItem
  faultAt: FaultAt
  change: (part: Partial<DutyListItem>) => void
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { nth, item, faultAt, change } = props
  const at = (name: string) => `duty-${nth}-${name}`
  return (
    <>
      <TextField
        id={at('title')}
        label={say(words.what)}
        value={item.title}
        fault={faultAt('title')}
        onChange={(title) => change({ title })}
        required
      />
      <div className="sent-fields">
        <RhythmFields at={at} item={item} faultAt={faultAt} change={change} />
        <ChoiceField
          id={at('office')}
          label={say(words.office)}
          value={item.officeKind ?? ''}
          options={[{ id: '', label: words.any }, ...(pack.lists[coreLists.officeKinds] ?? [])]}
          onChange={(kind) => change({ officeKind: kind || null })}
        />
      </div>
      <div className="sent-fields">
        <GroundFields of={`duty-${nth}`} ground={item} faultAt={faultAt} change={change} />
        <DayInput
          label={say(words.ends)}
          value={item.ends ?? ''}
          fault={faultAt('ends')}
          onChange={(ends) => change({ ends: ends === '' ? null : ends })}
        />
      </div>
    </>
  )
}

const rhythms = dutyRhythms.map((id) => ({ id, label: rhythmWords[id] }))

function RhythmFields(props: {
  at: (name: string) => string
  item: DutyListItem
  faultAt: FaultAt
  change: (part: Partial<DutyListItem>) => void
}) {
  const { say } = useSay()
  const { at, item, faultAt, change } = props
  return (
    <>
      <ChoiceField
        id={at('often')}
        label={say(words.often)}
        value={item.often}
        options={rhythms}
        onChange={(often) =>
          change({ often, times: isByDay(often) ? null : (item.times ?? 1), by: null })
        }
      />
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
            aria-invalid={faultAt('times') !== ''}
            aria-describedby={describedBy({ id: at('times'), fault: faultAt('times') })}
            value={item.times ?? 1}
            onChange={(event) => change({ times: event.target.valueAsNumber || 1 })}
          />
        </Labelled>
      )}
    </>
  )
}
