import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type {
  ListedDutyView,
  OfferedDutyListView,
  TakeDutyListBody,
} from '../../api/contract/duty-list.ts'
import { coreLists } from '../../ledger/core/core-registers.ts'
import { rhythmOf } from '../../report/call/rhythm-words.ts'
import { dayInWords } from '../components/day.ts'
import { ErrorNote } from '../components/error-note.tsx'
import { useUnit } from '../components/use-unit.ts'
import { FigureChoice } from '../fields/figure-choice.tsx'
import { refreshAfterWrite } from '../form/use-record-form.ts'
import type { PackFigure } from '../pack/figures-by-part.ts'
import { Pick } from '../plan/pick.tsx'
import { useSay } from '../say.tsx'
import type { FaultAt } from '../sent/fields.tsx'
import { describedBy, faultsOf, Labelled, TextField } from '../sent/fields.tsx'
import { groundOf } from '../sent/ground.ts'
import '../sent/sent.css'
import { SignedBy } from '../sent/signed-by.tsx'
import { takeList } from './duty-list-queries.ts'
import { changeWords, groundOfDuty } from './duty-list-words.ts'

const words = {
  from: { zh: '{sender}下达，自{day}起', en: 'From {sender}, from {day} on' },
  later: {
    zh: '这是已认领清单的新版本：逐项标明变化，未经认领不生效。',
    en: 'A later version of a list that was taken: what changed is marked, and nothing holds untaken.',
  },
  gone: { zh: '新版本不再列出：', en: 'Left out by this version:' },
  applies: { zh: '在本单位', en: 'In this unit' },
  yes: { zh: '适用', en: 'Applies' },
  no: { zh: '不适用', en: 'Does not apply' },
  reason: { zh: '不适用的原因', en: 'Why it does not apply' },
  ownName: { zh: '本单位叫法', en: 'What it is called here' },
  ownHelp: { zh: '不填则用清单的名称。', en: 'Left empty, it is called as the list does.' },
  figure: { zh: '由哪里计数', en: 'Counted by' },
  byItself: { zh: '在“责任清单落实记录”中登记', en: 'Records of its own' },
  office: { zh: '承担机构', en: 'Office' },
  nobody: { zh: '暂不指定', en: 'None yet' },
  kind: { zh: '由{kind}承担', en: 'Owed by: {kind}' },
  tells: {
    zh: '向下达单位说明各项是否适用和不适用的原因',
    en: 'Tell the sender what applies, and why something does not',
  },
  tellsHelp: {
    zh: '不选的，下达单位只知道本单位已于何日认领。本单位叫法、由哪里计数和承担机构都不上报。',
    en: 'Otherwise the sender hears only that it was taken, and on what day. What it is called here, what counts it and which office answers for it never go up.',
  },
  take: { zh: '认领', en: 'Take it' },
  about: {
    zh: '认领时核验是谁签发的、其日志是否被改写；认领后列入年度、计划、日历和提醒。不增加清单以外的要求。',
    en: 'Taking it verifies who signed it and whether that log was rewritten. Its duties then stand in year, plan, calendar and reminders; nothing is added to what the list asks.',
  },
}

type Fit = TakeDutyListBody['fits'][number]

/** A list of the body above: what it asks, what a version changes, and what it is in this unit. */
export function OfferedList(props: { offered: OfferedDutyListView; onTaken?: () => void }) {
  const { say, lang } = useSay()
  const { offered, onTaken } = props
  const { list, sender, sealed, before, changes, gone } = offered
  const [fits, setFits] = useState<readonly Fit[]>(() => list.items.map(fitBefore(offered)))
  const [tells, setTells] = useState(before?.tells ?? false)
  const queryClient = useQueryClient()
  const take = useMutation({
    mutationFn: () => takeList({ sealed, fits: [...fits], tells }),
    onSuccess: async () => {
      onTaken?.()
      refreshAfterWrite(queryClient)
      // The pack of the unit, its year and its plan have more duties now.
      await queryClient.invalidateQueries()
    },
  })
  const faultAt = faultsOf(take.error)
  const changed = new Map(changes.map(({ item, change }) => [item, change]))
  const isLater = before !== null && before.digest !== offered.digest
  return (
    <form
      className="laid-list"
      onSubmit={(event) => {
        event.preventDefault()
        take.mutate()
      }}
    >
      <h3>{list.title}</h3>
      <p>{say(words.from, { sender: say(sender), day: dayInWords(list.from, lang) })}</p>
      <p className="quiet small">{say(groundOf(list))}</p>
      <SignedBy signedBy={offered.signedBy} />
      {list.note ? <p>{list.note}</p> : null}
      {isLater ? <p>{say(words.later)}</p> : null}
      {isLater && gone.length > 0 ? (
        <p>
          {say(words.gone)}{' '}
          {gone.map(({ item, title }) => (
            <span key={item} className="laid-gone">
              {title}{' '}
            </span>
          ))}
        </p>
      ) : null}
      {list.items.map((listed, nth) => (
        <FitFields
          key={listed.item}
          listed={listed}
          list={list}
          change={isLater ? say(changeWords[changed.get(listed.item) ?? 'new']) : ''}
          isNew={!isKept(offered, listed.item)}
          fit={fits[nth] ?? fitOf(listed.item)}
          faultAt={(name) => faultAt(`fits.${listed.item}.${name}`)}
          onChange={(next) => setFits(fits.map((one) => (one.item === next.item ? next : one)))}
        />
      ))}
      <p>
        <label>
          <input
            type="checkbox"
            checked={tells}
            onChange={(event) => setTells(event.target.checked)}
          />{' '}
          {say(words.tells)}
        </label>
      </p>
      <p className="quiet small">{say(words.tellsHelp)}</p>
      {take.error ? <ErrorNote error={take.error} /> : null}
      <div className="actions">
        <button type="submit" className="button primary" disabled={take.isPending}>
          {say(words.take)}
        </button>
      </div>
      <p className="quiet small">{say(words.about)}</p>
    </form>
  )
}

function fitOf(item: string): Fit {
  return { item, applies: true, reason: null, ownName: null, figure: null, office: null }
}

/** Whether a duty goes on as it was taken before. */
function isKept({ before, changes }: OfferedDutyListView, item: string): boolean {
  const change = changes.find((one) => one.item === item)?.change
  const known = before?.items.find(({ listed }) => listed.item === item)
  return known?.applies === true && (change === 'same' || change === 'reworded')
}

/** What the unit made of a duty before, where the list still asks the same. */
function fitBefore({ before, changes }: OfferedDutyListView) {
  return ({ item }: ListedDutyView): Fit => {
    const known = before?.items.find(({ listed }) => listed.item === item)
    const change = changes.find((one) => one.item === item)?.change
    if (known === undefined || change === 'changed' || change === 'new') return fitOf(item)
    const { applies, reason, ownName, figure } = known
    return { item, applies, reason, ownName, figure, office: null }
  }
}

function FitFields(props: {
  listed: ListedDutyView
  list: OfferedDutyListView['list']
  change: string
  isNew: boolean
  fit: Fit
  faultAt: FaultAt
  onChange: (fit: Fit) => void
}) {
  const { say } = useSay()
  const { pack } = useUnit()
  const { listed, list, change, fit, faultAt, onChange } = props
  const at = (name: string) => `fit-${listed.item}-${name}`
  const kind = pack.lists[coreLists.officeKinds]?.find(({ id }) => id === listed.officeKind)
  return (
    <fieldset className="laid-duty">
      <legend>{listed.title}</legend>
      <p>
        {say(rhythmOf(listed))}
        {kind ? ` · ${say(words.kind, { kind: say(kind.label) })}` : ''}
        {change === '' ? '' : ` · ${change}`}
      </p>
      <p className="quiet small">{say(groundOf(groundOfDuty(listed, list)))}</p>
      <div className="sent-fields">
        <Labelled id={at('applies')} label={say(words.applies)} fault={faultAt('item')}>
          <select
            id={at('applies')}
            className="input"
            aria-invalid={faultAt('item') !== ''}
            aria-describedby={describedBy({ id: at('applies'), fault: faultAt('item') })}
            value={fit.applies ? 'yes' : 'no'}
            onChange={(event) => onChange({ ...fit, applies: event.target.value === 'yes' })}
          >
            <option value="yes">{say(words.yes)}</option>
            <option value="no">{say(words.no)}</option>
          </select>
        </Labelled>
        {fit.applies ? (
          <AppliesFields {...{ at, fit, faultAt, onChange }} isNew={props.isNew} />
        ) : (
          <TextField
            id={at('reason')}
            label={say(words.reason)}
            value={fit.reason ?? ''}
            fault={faultAt('reason')}
            required
            onChange={(reason) => onChange({ ...fit, reason })}
          />
        )}
      </div>
    </fieldset>
  )
}

/** It may say how often something was done that the list asks. */
function countsDone({ countsDone }: PackFigure): boolean {
  return countsDone === true
}

function AppliesFields(props: {
  at: (name: string) => string
  isNew: boolean
  fit: Fit
  faultAt: FaultAt
  onChange: (fit: Fit) => void
}) {
  const { say } = useSay()
  const { session } = useUnit()
  const { at, fit, faultAt, onChange } = props
  return (
    <>
      <TextField
        id={at('name')}
        label={say(words.ownName)}
        help={say(words.ownHelp)}
        value={fit.ownName ?? ''}
        fault={faultAt('name')}
        onChange={(ownName) => onChange({ ...fit, ownName: ownName === '' ? null : ownName })}
      />
      <Labelled id={at('figure')} label={say(words.figure)} fault={faultAt('figure')}>
        <FigureChoice
          id={at('figure')}
          value={fit.figure}
          none={say(words.byItself)}
          mayBeNone
          describedBy={describedBy({ id: at('figure'), fault: faultAt('figure') })}
          offers={countsDone}
          onChoose={(figure) => onChange({ ...fit, figure: figure?.id ?? null })}
        />
      </Labelled>
      {props.isNew && session.may.includes('record') ? (
        <Labelled id={at('office')} label={say(words.office)}>
          <Pick
            of="office"
            className="input select"
            label={say(words.office)}
            none={say(words.nobody)}
            value={fit.office}
            onChange={(office) => onChange({ ...fit, office })}
          />
        </Labelled>
      ) : null}
    </>
  )
}
