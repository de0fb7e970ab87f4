import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { officeChoices } from './named-choices.ts'

const words = {
  add: { zh: '添加科室', en: 'Add an office' },
  remove: { zh: '移除{name}', en: 'Remove {name}' },
}

function Input(props: InputProps) {
  const { say } = useSay()
  const { roster } = useUnit()
  const ids = Array.isArray(props.value)
    ? props.value.filter((one): one is string => typeof one === 'string')
    : []
  const set = (next: readonly string[]) => props.onChange(next.length > 0 ? next : undefined)
  const nameOf = (id: string) => roster.offices.find((one) => one.id === id)?.name ?? id
  return (
    <div className="offices-input">
      {ids.map((id) => (
        <span key={id} className="chip">
          {nameOf(id)}
          <button
            type="button"
            aria-label={say(words.remove, { name: nameOf(id) })}
            onClick={() => set(ids.filter((one) => one !== id))}
          >
            ×
          </button>
        </span>
      ))}
      <select
        id={props.id}
        className="select"
        aria-invalid={props.invalid}
        aria-describedby={props.describedBy}
        value=""
        onChange={(event) => set([...ids, event.target.value].filter((one) => one !== ''))}
      >
        <option value="">{say(words.add)}</option>
        {roster.offices
          .filter((one) => !ids.includes(one.id))
          .map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
      </select>
    </div>
  )
}

/** Several offices or branches: chosen one after another, each taken off by its own button. */
export const offices: FieldView = { Input, choices: officeChoices }
