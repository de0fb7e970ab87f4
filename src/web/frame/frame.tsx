import { useIsFetching } from '@tanstack/react-query'
import { Outlet, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Loading } from '../components/loading.tsx'
import { useUnit } from '../components/use-unit.ts'
import { places } from '../places.ts'
import type { Recording, RecordOne } from '../record-one/record-one.ts'
import { RecordOneContext } from '../record-one/record-one.ts'
import type { Saved } from '../record-one/saved-note.tsx'
import { SavedNote } from '../record-one/saved-note.tsx'
import { useSay } from '../say.tsx'
import { AwayBar } from './away-bar.tsx'
import { BottomBar } from './bottom-bar.tsx'
import { LogGuard } from './log-guard.tsx'
import { LogStateBar } from './log-state-bar.tsx'
import { Rail } from './rail.tsx'
import { StandingInBar } from './standing-in-bar.tsx'
import { TopLine } from './top-line.tsx'
import { useKeys } from './use-keys.ts'

const words = { skip: { zh: '跳到正文', en: 'Skip to the page' } }

const openRecordDialog = () => import('../record-one/record-dialog.tsx')
/** Parts that the dialog itself fetches only when it opens. */
const openItsParts = () =>
  Promise.all([import('../components/modal.tsx'), import('../fields/combo-box.tsx')])
const RecordDialog = lazy(async () => ({ default: (await openRecordDialog()).RecordDialog }))

/** Milliseconds without a question to the server: the page has come to rest. */
const restMs = 500

/**
 * The commonest act must open at once: its chunk is fetched when the page has come to rest, and not
 * while the page waits for its own. Apart from the frame, which would be drawn with each question.
 */
function PrefetchedForm() {
  const isAsking = useIsFetching() > 0
  useEffect(() => {
    if (isAsking) return
    const fetchForm = () =>
      void Promise.all([openRecordDialog(), openItsParts()]).catch(() => undefined)
    const timer = setTimeout(fetchForm, restMs)
    return () => clearTimeout(timer)
  }, [isAsking])
  return null
}

/** Rail, top line, the page, and 记一笔 above all of it. */
export function Frame() {
  const { say } = useSay()
  const [recording, setRecording] = useState<Recording | null>(null)
  const [saved, setSaved] = useState<Saved | null>(null)
  const path = useRouterState({ select: (state) => state.location.pathname })
  const { session } = useUnit()
  useKeys({
    n: () => {
      if (session.may.includes(places.recordOne.may)) setRecording({ register: registerIn(path) })
    },
  })
  const recordOne: RecordOne = (given = {}) => setRecording(given)
  return (
    <RecordOneContext.Provider value={recordOne}>
      <PrefetchedForm />
      <a className="skip" href="#main">
        {say(words.skip)}
      </a>
      <div className="frame">
        <Rail />
        <TopLine />
        <main id="main" className="main" tabIndex={-1}>
          <AwayBar />
          <LogGuard />
          <LogStateBar />
          <StandingInBar />
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </main>
        <BottomBar />
      </div>
      <SavedNote saved={saved} onDone={() => setSaved(null)} />
      {recording ? (
        <Suspense fallback={null}>
          <RecordDialog
            register={recording.register ?? null}
            kind={recording.kind ?? {}}
            start={recording.start ?? null}
            on={recording.on ?? null}
            window={recording.window ?? null}
            onClose={() => setRecording(null)}
            onSaved={setSaved}
          />
        </Suspense>
      ) : null}
    </RecordOneContext.Provider>
  )
}

/** Standing in a register, `n` means one more of these. */
function registerIn(path: string): string | undefined {
  return /^\/registers\/([^/]+)/.exec(path)?.[1]
}
