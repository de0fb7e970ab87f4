import type { ReactNode } from 'react'
import { useId, useState } from 'react'
import type { Label } from '../../ledger/label.ts'
import { BoundedText } from '../components/bounded-text.tsx'
import { Dialog } from '../components/dialog.tsx'
import { useSay } from '../say.tsx'

/** Characters of a reason at most. */
const reasonMax = 500

/**
 * A step that reaches other bodies: it is said what it does and to whom, and asked once; `reason`:
 * with a reason, under this name; `of`: tells buttons of one name apart for who does not see them;
 * `rests`: why it cannot be done now, which is said beside it.
 */
export function AskFirst(props: {
  act: Label
  of?: string
  isPlain?: boolean
  rests?: Label | null
  reason?: Label
  isPending: boolean
  onConfirm: (reason: string) => void
  children: ReactNode
}) {
  const { say } = useSay()
  const [isOpen, setOpen] = useState(false)
  const [given, setGiven] = useState('')
  const fieldId = useId()
  const restsId = useId()
  const { act, of, isPlain = false, rests = null, reason, isPending, onConfirm, children } = props
  return (
    <>
      <button
        type="button"
        className={isPlain ? 'button plain' : 'button'}
        disabled={isPending || rests !== null}
        aria-describedby={rests === null ? undefined : restsId}
        onClick={() => setOpen(true)}
      >
        {say(act)} {of === undefined ? null : <span className="unseen">{of}</span>}
      </button>
      {rests === null ? null : (
        <span id={restsId} className="quiet small">
          {say(rests)}
        </span>
      )}
      {isOpen ? (
        <Dialog title={say(act)} onClose={() => setOpen(false)} short>
          <div className="stack">
            {children}
            {reason === undefined ? null : (
              <div className="labelled">
                <label htmlFor={fieldId}>{say(reason)}</label>
                <BoundedText
                  id={fieldId}
                  rows={3}
                  max={reasonMax}
                  value={given}
                  onChange={setGiven}
                />
              </div>
            )}
            <div className="actions">
              <button
                type="button"
                className="button primary"
                disabled={reason !== undefined && given.trim() === ''}
                onClick={() => {
                  setOpen(false)
                  onConfirm(given)
                }}
              >
                {say(act)}
              </button>
            </div>
          </div>
        </Dialog>
      ) : null}
    </>
  )
}
