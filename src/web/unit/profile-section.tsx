import { useState } from 'react'
import type { UnitView } from '../../api/contract/unit.ts'
import { dayInWords } from '../components/day.ts'
import { useSay } from '../say.tsx'
import { SayingDialog } from './saying-dialog.tsx'

const words = {
  title: { zh: '单位概况', en: 'What the unit is' },
  about: {
    zh: '按单位类别和规模决定适用哪些责任事项；不适用的列在下面，可以启用。',
    en: 'Kind and size decide which duties bind the unit; the others are listed below and can be taken up.',
  },
  kind: { zh: '单位类别', en: 'Kind' },
  size: { zh: '规模', en: 'Size' },
  unsaid: { zh: '未说明', en: 'Not said' },
  none: {
    zh: '还没有说明，全部责任事项都适用。说明之后，不适用于本类单位的和没有文件要求的责任事项停用。',
    en: 'Not said yet: every duty binds. Once said, duties of other bodies and those that no instrument asks are off.',
  },
  since: { zh: '{day}起', en: 'From {day}' },
  edit: { zh: '修改概况', en: 'Change it' },
}

/** Kind and size of the body, from a day on. */
export function ProfileSection({ unit }: { unit: UnitView }) {
  const { say, lang } = useSay()
  const [isOpen, setOpen] = useState(false)
  const { profile, kinds, sizes } = unit
  const called = (all: UnitView['kinds'], id: string | null) =>
    say(all.find((one) => one.id === id)?.label ?? words.unsaid)
  return (
    <section aria-labelledby="profile-title">
      <h2 id="profile-title">{say(words.title)}</h2>
      <p className="quiet">{say(words.about)}</p>
      {profile === null ? (
        <p>{say(words.none)}</p>
      ) : (
        <dl className="pairs">
          <dt>{say(words.kind)}</dt>
          <dd>{called(kinds, profile.kind)}</dd>
          <dt>{say(words.size)}</dt>
          <dd>
            {called(sizes, profile.size)}{' '}
            <span className="quiet small">
              {say(words.since, { day: dayInWords(profile.from, lang) })}
            </span>
          </dd>
        </dl>
      )}
      {unit.mayEdit ? (
        <div>
          <button type="button" className="button" onClick={() => setOpen(true)}>
            {say(words.edit)}
          </button>
        </div>
      ) : null}
      {isOpen ? <ProfileDialog unit={unit} onClose={() => setOpen(false)} /> : null}
    </section>
  )
}

function ProfileDialog({ unit, onClose }: { unit: UnitView; onClose: () => void }) {
  const { say } = useSay()
  const [given, setGiven] = useState({
    kind: unit.profile?.kind ?? '',
    size: unit.profile?.size ?? '',
  })
  const said = (from: string) => ({
    path: 'profile',
    body: { kind: given.kind || null, size: given.size || null, from },
  })
  return (
    <SayingDialog title={say(words.title)} today={unit.today} said={said} onClose={onClose}>
      {(['kind', 'size'] as const).map((part) => (
        <div key={part} className="labelled">
          <label htmlFor={`profile-${part}`}>{say(words[part])}</label>
          <select
            id={`profile-${part}`}
            className="select"
            value={given[part]}
            onChange={(event) => setGiven({ ...given, [part]: event.target.value })}
          >
            <option value="">{say(words.unsaid)}</option>
            {(part === 'kind' ? unit.kinds : unit.sizes).map(({ id, label }) => (
              <option key={id} value={id}>
                {say(label)}
              </option>
            ))}
          </select>
        </div>
      ))}
    </SayingDialog>
  )
}
