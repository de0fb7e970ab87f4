import { useState } from 'react'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { Combo } from './combo.tsx'
import type { FieldView, InputProps, ShownProps } from './field-view.ts'
import { findPeople } from './find-people.ts'
import { LastOffer } from './last-offer.tsx'
import { personChoices } from './named-choices.ts'
import { UnknownName } from './unknown-name.tsx'

const words = {
  hint: { zh: '姓名或拼音首字母', en: 'Name or pinyin initials' },
  clear: { zh: '清空', en: 'Clear' },
  remove: { zh: '移除{name}', en: 'Remove {name}' },
  count: { zh: '{count}人', en: '{count} people' },
  more: { zh: '{names}等{count}人', en: '{names} and others, {count} in all' },
}

const briefNamesMax = 4

function idsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []
}

function Input(props: InputProps) {
  const { say } = useSay()
  const { roster } = useUnit()
  const [text, setText] = useState('')
  const [unknown, setUnknown] = useState<string | null>(null)
  const ids = idsOf(props.value)
  const set = (next: readonly string[]) => props.onChange(next.length > 0 ? next : undefined)
  const name = (id: string) => roster.people.find((person) => person.id === id)?.name ?? id
  return (
    <div>
      <Combo
        id={props.id}
        labelledBy={`${props.id}-label`}
        describedBy={props.describedBy}
        invalid={props.invalid || unknown !== null}
        required={props.field.required}
        placeholder={ids.length === 0 ? say(words.hint) : ''}
        text={text}
        options={text.trim() === '' ? null : findPeople(roster, text, ids)}
        onText={(next) => {
          setText(next)
          setUnknown(null)
        }}
        onLeave={(how) => {
          const name = text.trim()
          if (how === 'left' && name !== '' && findPeople(roster, name, []).length === 0) {
            setUnknown(name)
          }
        }}
        onChoose={(id) => {
          setText('')
          setUnknown(null)
          set([...ids, id])
        }}
        onBack={() => set(ids.slice(0, -1))}
        before={ids.map((id) => (
          <span key={id} className="chip">
            {name(id)}
            <button
              type="button"
              tabIndex={-1}
              aria-label={say(words.remove, { name: name(id) })}
              onClick={() => set(ids.filter((one) => one !== id))}
            >
              ×
            </button>
          </span>
        ))}
      />
      <UnknownName name={unknown} />
      <p className="small quiet people-foot">
        <span role="status">{ids.length > 0 ? say(words.count, { count: ids.length }) : ''}</span>
        <LastOffer last={props.last} value={props.value} name="" onChange={props.onChange} />
        {ids.length > 1 ? (
          <button type="button" className="link" tabIndex={-1} onClick={() => set([])}>
            {say(words.clear)}
          </button>
        ) : null}
      </p>
    </div>
  )
}

function Shown({ value, brief }: ShownProps) {
  const { say, lang } = useSay()
  const { roster } = useUnit()
  const ids = idsOf(value)
  const names = ids.map((id) => roster.people.find((person) => person.id === id)?.name ?? id)
  const separator = lang === 'zh' ? '、' : ', '
  if (!brief || names.length <= briefNamesMax) return <>{names.join(separator)}</>
  return (
    <>
      {say(words.more, {
        names: names.slice(0, briefNamesMax - 1).join(separator),
        count: names.length,
      })}
    </>
  )
}

/** Several people of the staff, picked by pinyin initials. */
export const people: FieldView = { Input, Shown, choices: personChoices }
