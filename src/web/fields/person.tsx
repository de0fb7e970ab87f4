import { useState } from 'react'
import { useUnit } from '../parts/use-unit.ts'
import { useSay } from '../say.tsx'
import { Combo } from './combo.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { findPeople } from './find-people.ts'

const words = { hint: { zh: '姓名或拼音首字母', en: 'Name or pinyin initials' } }

function Input(props: InputProps) {
  const { say } = useSay()
  const { roster } = useUnit()
  const [typed, setTyped] = useState<string | null>(null)
  const chosen = roster.people.find((person) => person.id === props.value)
  return (
    <Combo
      id={props.id}
      labelledBy={`${props.id}-label`}
      describedBy={props.describedBy}
      invalid={props.invalid}
      required={props.field.required}
      placeholder={say(words.hint)}
      text={typed ?? chosen?.name ?? ''}
      options={typed === null ? [] : findPeople(roster, typed, [])}
      onText={(text) => {
        setTyped(text)
        props.onChange(undefined)
      }}
      onChoose={(id) => {
        setTyped(null)
        props.onChange(id)
      }}
    />
  )
}

/** One person of the staff. */
export const person: FieldView = { Input }
