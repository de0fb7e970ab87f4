import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { AgainstNote, useAgainst } from '../duty/against-note.tsx'
import { useSay } from '../say.tsx'
import type { ForWindow } from './record-one.ts'
import './record-one.css'

const words = {
  saved: { zh: '已记入第 {index} 条：', en: 'Written as entry {index}: ' },
}

const shownMs = 8000
/** The window is looked at anew first, and there is more to read. */
const shownWithWindowMs = 16_000
/** Something is to be put right, and the way to it stands there. */
const shownAgainstMs = 30_000

const WindowOutcome = lazy(async () => ({
  default: (await import('./window-outcome.tsx')).WindowOutcome,
}))

/** What was just written, said once and quietly, with the way to it. */
export interface Saved {
  readonly register: string
  readonly record: string
  readonly title: string
  readonly index: number
  /** The window of a duty that it was written for. */
  readonly window: ForWindow | null
}

/** A live region at the foot of the page, marked so that it is heard above an open dialog, too. */
export function SavedNote({ saved, onDone }: { saved: Saved | null; onDone: () => void }) {
  const { say } = useSay()
  const against = useAgainst(saved?.record ?? null)
  const isAgainst = against !== undefined && against.length > 0
  useEffect(() => {
    if (saved === null) return
    const ms = isAgainst ? shownAgainstMs : saved.window ? shownWithWindowMs : shownMs
    const timer = setTimeout(onDone, ms)
    return () => clearTimeout(timer)
  }, [saved, isAgainst, onDone])
  return (
    <div className="saved-note" role="status" data-react-aria-top-layer="true">
      {saved ? (
        <>
          {say(words.saved, { index: saved.index })}
          <Link
            to="/registers/$register/$record"
            params={{ register: saved.register, record: saved.record }}
          >
            {saved.title}
          </Link>
          {saved.window ? (
            <Suspense fallback={null}>
              <WindowOutcome window={saved.window} record={saved.record} />
            </Suspense>
          ) : null}
          <AgainstNote record={{ id: saved.record, register: saved.register }} against={against} />
        </>
      ) : null}
    </div>
  )
}
