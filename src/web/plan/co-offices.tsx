import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import '../fields/fields.css'
import { Pick } from './pick.tsx'

const words = {
  add: { zh: '添加', en: 'Add' },
  remove: { zh: '移除{name}', en: 'Remove {name}' },
}

/** The offices that help, in one cell of a table. */
export function CoOffices(props: {
  label: string
  value: readonly string[]
  onChange: (value: readonly string[]) => void
}) {
  const { say } = useSay()
  const { roster } = useUnit()
  const { value, onChange } = props
  return (
    <span className="co-offices">
      {value.map((id) => {
        const name = roster.offices.find((one) => one.id === id)?.name ?? id
        return (
          <span key={id} className="chip">
            {name}
            <button
              type="button"
              aria-label={say(words.remove, { name })}
              onClick={() => onChange(value.filter((one) => one !== id))}
            >
              ×
            </button>
          </span>
        )
      })}
      <Pick
        of="office"
        label={props.label}
        value={null}
        none={say(words.add)}
        className="pick adding"
        onChange={(id) => {
          if (id !== null && !value.includes(id)) onChange([...value, id])
        }}
      />
    </span>
  )
}
