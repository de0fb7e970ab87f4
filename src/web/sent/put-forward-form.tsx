import type { ReactNode } from 'react'
import { ErrorNote } from '../components/error-note.tsx'
import { KeptNote } from '../form/kept-note.tsx'
import type { FormDraft } from '../form/use-form-draft.ts'
import { useSay } from '../say.tsx'
import type { Addressees } from './addressees.ts'
import { addresseesFault } from './addressees.ts'
import { ChooseAddressees } from './choose-addressees.tsx'
import './sent.css'
import type { PuttingForward } from './use-put-forward.ts'

const words = { write: { zh: '送签发', en: 'Put forward for signature' } }

/** The form of what goes down: what it says, to whom, and the way to whoever signs it. */
export function PutForwardForm<Form extends Addressees>(props: {
  draft: FormDraft<Form>
  putting: PuttingForward
  onTo: (to: Form['to']) => void
  children: ReactNode
}) {
  const { say } = useSay()
  const { draft, putting } = props
  const { to } = draft.form
  const wrongTo = putting.wasTried ? addresseesFault({ to }) : null
  return (
    <>
      {draft.isKept ? (
        <KeptNote
          onDrop={() => {
            putting.reset()
            draft.restart()
          }}
        />
      ) : null}
      <form
        className="stack sent-form"
        onSubmit={(event) => {
          event.preventDefault()
          putting.tryIt()
        }}
        onInvalidCapture={putting.heldBack}
      >
        {props.children}
        <ChooseAddressees
          to={to}
          fault={wrongTo ? say(wrongTo) : putting.faultAt('to')}
          onChange={props.onTo}
        />
        {putting.error ? <ErrorNote error={putting.error} /> : null}
        <div className="actions">
          <button type="submit" className="button primary" disabled={putting.isPending}>
            {say(words.write)}
          </button>
        </div>
      </form>
    </>
  )
}
