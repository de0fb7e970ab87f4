import type { FormEvent, ReactNode } from 'react'
import { useState } from 'react'
import type { Label } from '../../ledger/label.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { DayInput } from '../fields/day-input.tsx'
import { useSay } from '../say.tsx'
import type { Said } from './unit-query.ts'
import { useSaying } from './unit-query.ts'

const words = {
  from: { zh: '适用起日', en: 'From' },
  fromHelp: {
    zh: '从这一天起适用；已签发年度的叫法、数字和责任事项不变。同一天再填即为更正。',
    en: 'It holds from this day; years whose report is signed stay as they are. Said again for one day, it is a correction.',
  },
  save: { zh: '保存', en: 'Save' },
}

/** A dialog in which something is said of the unit from a day on. */
export function SayingDialog(props: {
  title: string
  today: string
  said: (from: string) => Said
  /** What is still to be filled in. */
  lacks?: Label | null
  onClose: () => void
  children: ReactNode
}) {
  const { say } = useSay()
  const { today, said, lacks = null, onClose } = props
  const [from, setFrom] = useState(today)
  const [isTried, setTried] = useState(false)
  const saying = useSaying(onClose)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    // The button stays as it is meanwhile: one that is disabled loses the focus.
    if (saying.isPending) return
    setTried(true)
    if (lacks === null) saying.mutate(said(from))
    else event.currentTarget.querySelector<HTMLElement>('[required]')?.focus()
  }
  return (
    <Dialog title={props.title} onClose={onClose}>
      <form className="stack" noValidate onSubmit={submit}>
        {props.children}
        <DayInput label={say(words.from)} value={from} onChange={setFrom} />
        <p className="quiet small">{say(words.fromHelp)}</p>
        {isTried && lacks !== null ? (
          <p className="note bad" role="alert">
            {say(lacks)}
          </p>
        ) : null}
        {lacks === null && saying.error ? <ErrorNote error={saying.error} /> : null}
        <div className="actions">
          <button type="submit" className="button primary" disabled={!from}>
            {say(words.save)}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
