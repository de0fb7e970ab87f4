import { useUnit } from '../components/use-unit.ts'
import type { FieldView, InputProps } from './field-view.ts'
import { officeChoices } from './named-choices.ts'
import { PickOne } from './pick-one.tsx'

function Input(props: InputProps) {
  const { roster } = useUnit()
  return <PickOne {...props} options={roster.offices.map(({ id, name }) => ({ id, text: name }))} />
}

/** An office or a branch of the organisation. */
export const office: FieldView = { Input, choices: officeChoices }
