import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { useSay } from '../say.tsx'

const words = {
  saved: { zh: '已记入第 {index} 条：', en: 'Written as entry {index}: ' },
}

const shownMs = 8000

/** What was just written, said once and quietly, with the way to it. */
export interface Saved {
  readonly register: string
  readonly record: string
  readonly title: string
  readonly index: number
}

/** A live region at the foot of the page, marked so that it is heard above an open dialog, too. */
export function SavedNote({ saved, onDone }: { saved: Saved | null; onDone: () => void }) {
  const { say } = useSay()
  useEffect(() => {
    if (saved === null) return
    const timer = setTimeout(onDone, shownMs)
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
        </>
      ) : null}
    </div>
  )
}
