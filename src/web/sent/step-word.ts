import { coreLists } from '../../ledger/core/core-registers.ts'
import { useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

/** Says how far what goes down has come, to be signed or sent; empty where it has no word. */
export function useStepWord(): (step: unknown) => string {
  const { pack } = useUnit()
  const { say } = useSay()
  return (step) => {
    const label = pack.lists[coreLists.callSteps]?.find((one) => one.id === step)?.label
    return label ? say(label) : ''
  }
}
