import { useState } from 'react'
import type { UnitView } from '../../api/contract/unit.ts'
import { dayInWords } from '../components/day.ts'
import { Table } from '../components/table.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { SayingDialog } from './saying-dialog.tsx'

const words = {
  title: { zh: '责任事项的启用与停用', en: 'Duties, on and off' },
  about: {
    zh: '共{all}项，启用{on}项，停用{off}项。停用的不计入年度、计划、提醒和报告，原因列在年度页面之下。',
    en: '{all} in all, {on} on, {off} off. What is off counts in no year, plan, reminder or report; the reason stands under the year.',
  },
  only: { zh: '只看停用的', en: 'Only those that are off' },
  duty: { zh: '责任事项', en: 'Duty' },
  state: { zh: '情况', en: 'State' },
  on: { zh: '启用', en: 'On' },
  off: { zh: '停用', en: 'Off' },
  turnOn: { zh: '启用', en: 'Take up' },
  turnOff: { zh: '停用', en: 'Lay down' },
  turnOnOf: { zh: '启用：{duty}', en: 'Take up: {duty}' },
  turnOffOf: { zh: '停用：{duty}', en: 'Lay down: {duty}' },
  reason: {
    zh: '原因（写入日志，列在年度页面）',
    en: 'Reason (stands in the log and under the year)',
  },
  noReason: { zh: '原因还没有填写。', en: 'The reason is not filled in yet.' },
  since: { zh: '{day}起', en: 'From {day}' },
}

type Duty = UnitView['duties'][number]

/** Every duty of the pack, whether it binds the unit, and why not. */
export function DutiesSection({ unit }: { unit: UnitView }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const [isShort, setShort] = useState(true)
  const [opened, setOpened] = useState<Duty | null>(null)
  const off = unit.duties.filter(({ on }) => !on)
  const counts = { all: unit.duties.length, on: unit.duties.length - off.length, off: off.length }
  return (
    <section aria-labelledby="unit-duties-title" data-list="duties">
      <h2 id="unit-duties-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about, counts)}</p>
      <label className="check">
        <input
          type="checkbox"
          checked={isShort}
          onChange={(event) => setShort(event.target.checked)}
        />{' '}
        {say(words.only)}
      </label>
      {pack.parts.map((part) => {
        const shown = (isShort ? off : unit.duties).filter((one) => one.part === part.id)
        return shown.length === 0 ? null : (
          <div key={part.id} className="unit-part">
            <h3>{say(part.label)}</h3>
            <Table
              name={say(part.label)}
              className="unit-duties"
              heads={[words.duty, words.state, ...(unit.mayEdit ? [null] : [])]}
            >
              {shown.map((duty) => (
                <DutyRow
                  key={duty.duty}
                  duty={duty}
                  onSwitch={unit.mayEdit ? () => setOpened(duty) : null}
                />
              ))}
            </Table>
          </div>
        )
      })}
      {opened === null ? null : (
        <SwitchDialog unit={unit} duty={opened} onClose={() => setOpened(null)} />
      )}
    </section>
  )
}

function DutyRow({ duty, onSwitch }: { duty: Duty; onSwitch: (() => void) | null }) {
  const { say, lang } = useSay()
  const { on, reason, from, label } = duty
  return (
    <tr>
      <th scope="row">{say(label)}</th>
      <td>
        {say(on ? words.on : words.off)}
        {reason === null ? null : (
          <span className="quiet small">
            {' · '}
            {say(reason)}
            {from === null ? '' : ` · ${say(words.since, { day: dayInWords(from, lang) })}`}
          </span>
        )}
      </td>
      {onSwitch === null ? null : (
        <td>
          <button
            type="button"
            className="link"
            aria-label={say(on ? words.turnOffOf : words.turnOnOf, { duty: say(label) })}
            onClick={onSwitch}
          >
            {say(on ? words.turnOff : words.turnOn)}
          </button>
        </td>
      )}
    </tr>
  )
}

function SwitchDialog(props: { unit: UnitView; duty: Duty; onClose: () => void }) {
  const { say } = useSay()
  const { unit, duty, onClose } = props
  const [reason, setReason] = useState('')
  const name = { duty: say(duty.label) }
  const said = (from: string) => ({
    path: `duties/${duty.duty}`,
    body: { on: !duty.on, reason: reason.trim(), from },
  })
  return (
    <SayingDialog
      title={say(duty.on ? words.turnOffOf : words.turnOnOf, name)}
      today={unit.today}
      said={said}
      lacks={reason.trim() === '' ? words.noReason : null}
      onClose={onClose}
    >
      <label className="stacked">
        {say(words.reason)}
        <input
          className="input"
          name="reason"
          data-most={300}
          required
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
    </SayingDialog>
  )
}
