import { Link } from '@tanstack/react-router'
import { lazy, Suspense, useEffect } from 'react'
import { useSay } from '../say.tsx'
import type { ForWindow } from './record-one.ts'

const words = {
  saved: { zh: '已记入第 {index} 条：', en: 'Written as entry {index}: ' },
}

const shownMs = 8000
/** The window is looked at anew first, and there is more to read. */
const shownWithWindowMs = 16_000

const WindowOutcome = lazy(async () => ({
  default: (await import('../year/window-outcome.tsx')).WindowOutcome,
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
  useEffect(() => {
    if (saved === null) return
    const timer = setTimeout(onDone, saved.window ? shownWithWindowMs : shownMs)
    return () => clearTimeout(timer)
  }, [saved, onDone])
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
        </>
      ) : null}
    </div>
  )
}
