import type { ReactNode } from 'react'
import { lazy, Suspense, useState } from 'react'
import type { FileRef } from '../../ledger/value.ts'
import { useMoments } from '../components/use-moments.ts'
import { useSay } from '../say.tsx'
import type { PathsOf } from './record-of-files.ts'
import { useFileMoments } from './record-of-files.ts'
import './looking.css'
import { sizeInWords } from './size-in-words.ts'
import { Thumbnail } from './thumbnail.tsx'

const Viewer = lazy(async () => ({ default: (await import('./viewer.tsx')).Viewer }))

const words = { look: { zh: '查看 {name}', en: 'Look at {name}' } }

/** Files in a calm row, each with its first page; choosing one opens it large. */
export function Papers(props: {
  files: readonly FileRef[]
  pathsOf: PathsOf
  /** What else can be done with one. */
  act?: (file: FileRef) => ReactNode
  /** Further items of the same row. */
  children?: ReactNode
}) {
  const { say } = useSay()
  const { dayOf } = useMoments()
  const { files, pathsOf, act, children } = props
  const [chosen, setChosen] = useState<number | null>(null)
  const moments = useFileMoments()
  return (
    <>
      <ul className="papers">
        {files.map((file, nth) => {
          const moment = moments.get(file.sha256)
          return (
            <li key={file.sha256} className="paper-item">
              <button
                type="button"
                className="paper-open"
                aria-label={say(words.look, { name: file.name })}
                disabled={pathsOf(file.sha256).length === 0}
                onClick={() => setChosen(nth)}
              >
                <Thumbnail file={file} paths={pathsOf(file.sha256)} />
              </button>
              <span className="paper-name" title={file.name}>
                {file.name}
              </span>
              <span className="quiet small number">{sizeInWords(file.bytes)}</span>
              {moment === undefined ? null : (
                <time className="quiet small" dateTime={moment}>
                  {dayOf(moment)}
                </time>
              )}
              {act?.(file)}
            </li>
          )
        })}
        {children}
      </ul>
      {chosen === null ? null : (
        <Suspense fallback={null}>
          <Viewer
            files={files}
            first={chosen}
            pathsOf={pathsOf}
            moments={moments}
            onClose={() => setChosen(null)}
          />
        </Suspense>
      )}
    </>
  )
}
