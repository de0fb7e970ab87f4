import { useState } from 'react'
import type { ReactNode } from 'react'
import type { Label } from '../../ledger/label.ts'
import { Dialog } from '../components/dialog.tsx'
import { useSay } from '../say.tsx'

/** A step that reaches other bodies: it is said what it does and to whom, and asked once. */
export function AskFirst(props: {
  act: Label
  isPlain?: boolean
  isPending: boolean
  onConfirm: () => void
  children: ReactNode
}) {
  const { say } = useSay()
  const [isOpen, setOpen] = useState(false)
  const { act, isPlain = false, isPending, onConfirm, children } = props
  return (
    <>
      <button
        type="button"
        className={isPlain ? 'button plain' : 'button'}
        disabled={isPending}
        onClick={() => setOpen(true)}
      >
        {say(act)}
      </button>
      {isOpen ? (
        <Dialog title={say(act)} onClose={() => setOpen(false)} short>
          {children}
          <div className="actions">
            <button
              type="button"
              className="button primary"
              onClick={() => {
                setOpen(false)
                onConfirm()
              }}
            >
              {say(act)}
            </button>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
