import type { Register } from '../../ledger/register.ts'
import { useSay } from '../say.tsx'
import '../styles/pop.css'
import { keepColumns } from './columns.ts'

const words = { columns: { zh: '列', en: 'Columns' } }

/** Which fields the sheet shows, in the order of the register. */
export function ColumnChoice(props: {
  register: Register
  columns: readonly string[]
  onChange: (columns: readonly string[]) => void
}) {
  const { say } = useSay()
  const { register, columns } = props
  const toggle = (id: string) => {
    const next = register.fields
      .map((field) => field.id)
      .filter((one) => (one === id ? !columns.includes(id) : columns.includes(one)))
    if (next.length === 0) return
    keepColumns(register, next)
    props.onChange(next)
  }
  return (
    <details className="pop">
      <summary className="button plain">{say(words.columns)}</summary>
      <fieldset className="pop-sheet">
        <legend className="unseen">{say(words.columns)}</legend>
        {register.fields.map((field) => (
          <label key={field.id}>
            <input
              type="checkbox"
              checked={columns.includes(field.id)}
              onChange={() => toggle(field.id)}
            />{' '}
            {say(field.label)}
          </label>
        ))}
      </fieldset>
    </details>
  )
}
