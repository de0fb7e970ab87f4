import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'
import './later-part.css'

const words = { other: { zh: '其他', en: 'Other' } }

/**
 * Fields of the form that nothing asks for yet, folded under their heading and their names. They
 * are there once somebody opens them, or one of them must be seen.
 */
export function LaterPart(props: {
  /** Null: no stage asks for them. */
  label: Label | null
  names: readonly Label[]
  /** Whether it stands open when the form does. */
  opens: boolean
  /** One of its fields cannot be left out, or keeps the form from being sent. */
  mustShow: boolean
  children: ReactNode
}) {
  const { say, lang } = useSay()
  const { label, names, mustShow } = props
  const [isOpen, setOpen] = useState(props.opens || mustShow)
  if (mustShow && !isOpen) setOpen(true)
  return (
    <details
      className="later-part"
      open={isOpen}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        {say(label ?? words.other)}{' '}
        {isOpen ? null : (
          <span className="quiet small">
            {names.map((name) => say(name)).join(lang === 'zh' ? '、' : ', ')}
          </span>
        )}
      </summary>
      {isOpen ? props.children : null}
    </details>
  )
}
