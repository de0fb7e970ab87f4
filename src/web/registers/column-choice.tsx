import type { Register } from '../../ledger/register/register.ts'
import { MenuButton } from '../components/menu-button.tsx'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import { keepColumns } from './columns.ts'

const words = { columns: { zh: '列', en: 'Columns' } }

/** Which fields the sheet shows, in the order of the register. */
export function ColumnChoice(props: {
  register: Register
  columns: readonly string[]
  onChange: (columns: readonly string[]) => void
}) {
  const { say } = useSay()
  const { session } = useUnit()
  const { register, columns } = props
  const toggle = (id: string) => {
    const next = register.fields
      .map((field) => field.id)
      .filter((one) => (one === id ? !columns.includes(id) : columns.includes(one)))
    if (next.length === 0) return
    keepColumns(session, register, next)
    props.onChange(next)
  }
  const choices = register.fields.map(({ id, label }) => ({
    label: say(label),
    isOn: columns.includes(id),
    onChoose: () => toggle(id),
  }))
  return <MenuButton label={say(words.columns)} choices={choices} />
}
