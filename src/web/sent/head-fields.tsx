import type { ReactNode } from 'react'
import { useSay } from '../say.tsx'
import type { FaultAt } from './fields.tsx'
import { describedBy, Labelled, TextField } from './fields.tsx'
import { GroundFields } from './ground-fields.tsx'

const words = {
  title: { zh: '标题', en: 'Title' },
  basisHelp: {
    zh: '不填则显示“未写明依据”，计入负担。',
    en: 'Left empty, it says that none is named.',
  },
}

/** What it is called, on what ground, and what it says beside its lines; null: nothing. */
interface Head {
  readonly title: string
  readonly basis: string | null
  readonly clause: string | null
  readonly note: string | null
}

/** The head of what goes down; its days, and what else is its own, stand within. */
export function HeadFields(props: {
  /** Begins the ids of its fields. */
  of: string
  head: Head
  noteLabel: string
  /** Why the ground cannot be changed; absent: it can. */
  fixedGround?: string | undefined
  faultAt: FaultAt
  change: (part: Partial<Record<keyof Head, string>>) => void
  children: ReactNode
}) {
  const { say } = useSay()
  const { of, head, fixedGround, faultAt, change } = props
  return (
    <>
      <TextField
        id={`${of}-title`}
        label={say(words.title)}
        value={head.title}
        fault={faultAt('title')}
        onChange={(title) => change({ title })}
        required
      />
      <div className="sent-fields">
        <GroundFields
          of={of}
          ground={head}
          help={say(words.basisHelp)}
          fixed={fixedGround}
          faultAt={faultAt}
          change={change}
        />
      </div>
      {props.children}
      <Labelled id={`${of}-note`} label={props.noteLabel} fault={faultAt('note')}>
        <textarea
          id={`${of}-note`}
          className="input"
          rows={2}
          aria-invalid={faultAt('note') !== ''}
          aria-describedby={describedBy({ id: `${of}-note`, fault: faultAt('note') })}
          value={head.note ?? ''}
          onChange={(event) => change({ note: event.target.value })}
        />
      </Labelled>
    </>
  )
}
