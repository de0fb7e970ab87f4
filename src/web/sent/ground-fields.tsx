import { useSay } from '../say.tsx'
import type { FaultAt } from './fields.tsx'
import { TextField } from './fields.tsx'
import type { Ground } from './ground.ts'

const words = {
  basis: { zh: '依据', en: 'Basis' },
  clause: { zh: '条款', en: 'Clause' },
}

type Named = Pick<Ground, 'basis' | 'clause'>

/** On what ground something is asked: a document and its clause. */
export function GroundFields(props: {
  /** Begins the ids of its fields. */
  of: string
  ground: Named
  help?: string
  /** Why it cannot be changed; absent: it can. */
  fixed?: string | undefined
  faultAt: FaultAt
  change: (part: Partial<Record<keyof Named, string>>) => void
}) {
  const { say } = useSay()
  const { of, ground, help, fixed, faultAt, change } = props
  const field = (name: keyof Named) => ({
    id: `${of}-${name}`,
    label: say(words[name]),
    value: ground[name] ?? '',
    fault: faultAt(name),
    isFixed: fixed !== undefined,
    onChange: (said: string) => change({ [name]: said }),
  })
  return (
    <>
      <TextField {...field('basis')} help={fixed ?? help} />
      <TextField {...field('clause')} help={fixed} />
    </>
  )
}
