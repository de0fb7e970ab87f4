import type { ReactNode } from 'react'
import type { Label } from '../../ledger/label.ts'
import { Empty } from '../components/empty.tsx'
import { registerOf, useUnit } from '../components/use-unit.ts'
import { useSay } from '../say.tsx'

const words = {
  adopt: {
    zh: '请管理员在“设置”中采用新版业务包。',
    en: 'The administrator adopts its newer version under Settings.',
  },
}

/** What goes down and comes from above, where the pack of the unit has the register for it. */
export function KnownToPack(props: { register: string; unknown: Label; children: ReactNode }) {
  const { say } = useSay()
  const { pack } = useUnit()
  if (registerOf(pack, props.register) !== null) return props.children
  return (
    <Empty title={say(props.unknown)}>
      <p>{say(words.adopt)}</p>
    </Empty>
  )
}
