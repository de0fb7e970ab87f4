import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { listChoices, offeredIn } from './named-choices.ts'
import { PickOne } from './pick-one.tsx'

function Input(props: InputProps) {
  const { say } = useSay()
  const { pack } = useUnit()
  const choices = offeredIn(pack, props.field, [props.value])
  return <PickOne {...props} options={choices.map(({ id, label }) => ({ id, text: say(label) }))} />
}

/** One item of a list of the pack. */
export const choice: FieldView = { Input, choices: listChoices }
