import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { firstRecordsQuery, recordQuery } from '../api-client/queries.ts'
import { dayInWords } from '../components/day.ts'
import { useUnit } from '../components/use-unit.ts'
import { inDailyOrder } from '../pack/daily-order.ts'
import { useSay } from '../say.tsx'
import { Combo } from './combo.tsx'
import type { FieldView, InputProps, ShownProps } from './field-view.ts'

const words = {
  hint: { zh: '输入标题中的字查找', en: 'Type a word of its title' },
  first: { zh: '先选台账，再输入标题中的字', en: 'Choose a register, then a word of the title' },
  register: { zh: '所在台账', en: 'Its register' },
  choose: { zh: '选择台账', en: 'Choose a register' },
  opening: { zh: '正在打开…', en: 'Opening…' },
  hidden: { zh: '无权查看的记录', en: 'A record you may not read' },
}

const matchesMax = 8

function Input(props: InputProps) {
  const { register } = props.field
  return register === undefined ? <AnyRegister {...props} /> : <Titles {...props} in={register} />
}

/** A link into any register: which one is said first, so that one list is searched and not all. */
function AnyRegister(props: InputProps) {
  const { say } = useSay()
  const { pack } = useUnit()
  const [picked, setPicked] = useState<string | null>(null)
  const chosenId = typeof props.value === 'string' ? props.value : null
  const chosen = useQuery({ ...recordQuery(chosenId ?? ''), enabled: chosenId !== null })
  const register = picked ?? chosen.data?.body.register ?? ''
  return (
    <div className="record-anywhere">
      <select
        className="select"
        aria-label={say(words.register)}
        value={register}
        onChange={(event) => {
          setPicked(event.target.value)
          props.onChange(undefined)
        }}
      >
        <option value="">{say(words.choose)}</option>
        {inDailyOrder(pack).map(({ id, label }) => (
          <option key={id} value={id}>
            {say(label)}
          </option>
        ))}
      </select>
      <Titles key={register} {...props} in={register} />
    </div>
  )
}

/** Records of one register, found by what their titles say. */
function Titles(props: InputProps & { in: string }) {
  const { say, lang } = useSay()
  const [typed, setTyped] = useState<string | null>(null)
  const chosenId = typeof props.value === 'string' ? props.value : null
  const chosen = useQuery({ ...recordQuery(chosenId ?? ''), enabled: chosenId !== null })
  const list = { register: props.in, search: typed ?? '' }
  const matches = useQuery({
    ...firstRecordsQuery(list, matchesMax),
    enabled: props.in !== '' && typed !== null && typed.trim() !== '',
  })
  return (
    <Combo
      id={props.id}
      labelledBy={`${props.id}-label`}
      describedBy={props.describedBy}
      invalid={props.invalid}
      required={props.field.required}
      placeholder={say(props.in === '' ? words.first : words.hint)}
      text={typed ?? (chosenId ? (chosen.data?.body.title ?? '') : '')}
      options={
        typed
          ? (matches.data?.items ?? []).map((record) => ({
              id: record.id,
              name: record.title,
              detail: record.occurredOn ? dayInWords(record.occurredOn, lang) : '',
            }))
          : null
      }
      onText={(text) => {
        setTyped(text)
        if (text === '') props.onChange(undefined)
      }}
      onLeave={() => {
        if (chosenId !== null) setTyped(null)
      }}
      onChoose={(id) => {
        setTyped(null)
        props.onChange(id)
      }}
    />
  )
}

function Shown({ field, value, brief }: ShownProps) {
  const { say } = useSay()
  const id = typeof value === 'string' ? value : ''
  const { data, error } = useQuery(recordQuery(id))
  const title = data?.body.title ?? say(error ? words.hidden : words.opening)
  if (brief || !data) return <>{title}</>
  return (
    <Link
      to="/registers/$register/$record"
      params={{ register: field.register ?? data.body.register, record: id }}
    >
      {title}
    </Link>
  )
}

/** A link to another record. */
export const record: FieldView = { Input, Shown }
