import type { RegisterRole } from '../../ledger/register/roles.ts'
import { mayFill, useUnit } from '../components/use-unit.ts'
import { playersIn } from '../pack/players.ts'
import { useSay } from '../say.tsx'
import { useRecordOne } from './record-one.ts'

const words = { one: { zh: '{label}：{register}', en: '{label}: {register}' } }

/** A button for each register that plays a role; where there are several each has its name. */
export function RecordButtons(props: { role: RegisterRole; label: string; on?: string }) {
  const { say } = useSay()
  const { pack, session } = useUnit()
  const recordOne = useRecordOne()
  const players = playersIn(pack, props.role).filter(({ register }) => mayFill(session, register))
  return players.map(({ register }) => (
    <button
      key={register.id}
      type="button"
      className="button"
      onClick={() => recordOne({ register: register.id, on: props.on })}
    >
      {players.length === 1
        ? props.label
        : say(words.one, { label: props.label, register: say(register.label) })}
    </button>
  ))
}
