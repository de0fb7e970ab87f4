import { useState } from 'react'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { Combo } from './combo.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { findPeople } from './find-people.ts'
import { LastOffer } from './last-offer.tsx'
import { personChoices } from './named-choices.ts'
import { UnknownName } from './unknown-name.tsx'

const words = { hint: { zh: '姓名或拼音首字母', en: 'Name or pinyin initials' } }

function Input(props: InputProps) {
  const { say } = useSay()
  const { roster } = useUnit()
  const [typed, setTyped] = useState<string | null>(null)
  const [unknown, setUnknown] = useState<string | null>(null)
  const chosen = roster.people.find((person) => person.id === props.value)
  const { last } = props
  const lastName = roster.people.find((person) => person.id === last?.value)?.name
  return (
    <>
      <Combo
        id={props.id}
        labelledBy={`${props.id}-label`}
        describedBy={props.describedBy}
        invalid={props.invalid || unknown !== null}
        required={props.field.required}
        placeholder={say(words.hint)}
        text={typed ?? chosen?.name ?? ''}
        options={typed ? findPeople(roster, typed, []) : null}
        onText={(text) => {
          setTyped(text)
          setUnknown(null)
          if (text === '') props.onChange(undefined)
        }}
        // Who stood there stands there until somebody else is chosen, or somebody unknown is named.
        onLeave={(how) => {
          const name = typed?.trim() ?? ''
          if (how === 'left' && name !== '' && findPeople(roster, name, []).length === 0) {
            setUnknown(name)
            props.onChange(undefined)
          } else if (chosen) setTyped(null)
        }}
        onChoose={(id) => {
          setTyped(null)
          setUnknown(null)
          props.onChange(id)
        }}
      />
      <UnknownName name={unknown} />
      {lastName === undefined || typed !== null ? null : (
        <p className="small quiet people-foot">
          <LastOffer last={last} value={props.value} name={lastName} onChange={props.onChange} />
        </p>
      )}
    </>
  )
}

/** One person of the staff. */
export const person: FieldView = { Input, choices: personChoices }
