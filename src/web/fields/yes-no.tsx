import type { Choice, Field } from '../../ledger/register/register.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'

const words = {
  empty: { zh: '未填', en: 'Not said' },
  yes: { zh: '是', en: 'Yes' },
  no: { zh: '否', en: 'No' },
}

function Input(props: InputProps) {
  const { say } = useSay()
  const { value } = props
  return (
    <select
      id={props.id}
      className="select short-input"
      aria-invalid={props.invalid}
      aria-describedby={props.describedBy}
      value={typeof value === 'boolean' ? String(value) : ''}
      onChange={(event) =>
        props.onChange(event.target.value === '' ? undefined : event.target.value === 'true')
      }
    >
      <option value="">{say(words.empty)}</option>
      <option value="true">{say(words.yes)}</option>
      <option value="false">{say(words.no)}</option>
    </select>
  )
}

function choices({ label }: Field): readonly Choice[] {
  return [
    { id: 'true', label: { zh: `${label.zh}：是`, en: `${label.en}: yes` } },
    { id: 'false', label: { zh: `${label.zh}：否`, en: `${label.en}: no` } },
  ]
}

/** Yes, no, or not said. */
export const yesNo: FieldView = { Input, choices }
