import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

/** The name of a duty by its id; of one that the pack no longer has, the id. */
export function DutyName({ id }: { id: string }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const duty = pack.duties.find((one) => one.id === id)
  return <>{duty ? say(duty.label) : id}</>
}
