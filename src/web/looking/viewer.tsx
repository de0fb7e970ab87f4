import type { ReactNode } from 'react'
import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { FileRef } from '../../ledger/value.ts'
import { Dialog } from '../components/dialog.tsx'
import { ErrorNote } from '../components/error-note.tsx'
import { Loading } from '../components/loading.tsx'
import { useMoments } from '../components/use-moments.ts'
import { useSay } from '../say.tsx'
import { BitmapCanvas } from './bitmap-canvas.tsx'
import type { NotShown } from './lay-out.ts'
import type { PathsOf } from './record-of-files.ts'
import { sizeInWords } from './size-in-words.ts'
import { usePaper } from './use-paper.ts'
import './looking.css'

const words = {
  back: { zh: '上一页', en: 'Previous' },
  on: { zh: '下一页', en: 'Next' },
  file: { zh: '第{nth}份，共{count}份', en: 'File {nth} of {count}' },
  page: { zh: '第{page}页，共{pages}页', en: 'Page {page} of {pages}' },
  pageOf: { zh: '{name}，第{page}页', en: '{name}, page {page}' },
  smaller: { zh: '缩小', en: 'Smaller' },
  larger: { zh: '放大', en: 'Larger' },
  download: { zh: '下载', en: 'Download' },
  print: { zh: '指纹 {sha256}', en: 'Fingerprint {sha256}' },
  recorded: { zh: '{when} 入账', en: 'entered {when}' },
  sheet: { zh: '页面', en: 'Page' },
}

const notShown: Record<NotShown, { zh: string; en: string }> = {
  kind: {
    zh: '这种文件不在页面里看，请下载后打开。',
    en: 'Files of this kind are not shown in the page; download it to open it.',
  },
  huge: {
    zh: '图片展开后过大，为免页面停住不在这里显示；原件完好，可以下载。',
    en: 'Unpacked the picture would be too large for the page; it is whole and can be downloaded.',
  },
  broken: {
    zh: '读不出内容，文件可能损坏。可以下载后用别的程序打开。',
    en: 'It cannot be read and may be damaged. Download it and try another program.',
  },
  locked: {
    zh: '文件设有密码，请下载后打开。',
    en: 'It is locked by a password; download it to open it.',
  },
  slow: {
    zh: '画这一页用时过长，已停下。可以下载后打开。',
    en: 'Drawing this page took too long and was stopped. Download it to open it.',
  },
}

/** The whole page, as wide as the place, twice as wide. */
const zooms = [0, 1, 2] as const
const sideMax = 4096

/** Looks at files one after the other, page by page: arrows leaf, Esc closes. */
export function Viewer(props: {
  files: readonly FileRef[]
  /** The file it opens with. */
  first: number
  pathsOf: PathsOf
  moments: ReadonlyMap<string, string>
  onClose: () => void
}) {
  const { files, first, pathsOf, moments, onClose } = props
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const [{ nth, page }, setAt] = useState({ nth: first, page: 1 })
  const [zoom, setZoom] = useState(0)
  const [place, setPlace] = useState<Size>({ width: 0, height: 0 })
  const file = files[nth]
  const paths = file === undefined ? [] : pathsOf(file.sha256)
  const density = Math.min(2, Math.max(1, window.devicePixelRatio))
  const { query, seen } = usePaper(paths, { page, ...pixels(place, { zoom, density }) })
  const pages = seen.pages ?? 1
  const canGoOn = page < pages || nth + 1 < files.length
  const canGoBack = page > 1 || nth > 0
  const goOn = () => setAt(page < pages ? { nth, page: page + 1 } : { nth: nth + 1, page: 1 })
  const goBack = () => setAt(page > 1 ? { nth, page: page - 1 } : { nth: nth - 1, page: 1 })
  const zoomBy = (step: number) =>
    setZoom((now) => Math.min(zooms.length - 1, Math.max(0, now + step)))
  useEveryKey((key) => {
    if (key === 'ArrowRight' && canGoOn) goOn()
    if (key === 'ArrowLeft' && canGoBack) goBack()
    if (key === '+' || key === '=') zoomBy(1)
    if (key === '-') zoomBy(-1)
  })
  if (file === undefined) return null
  const moment = moments.get(file.sha256)
  return (
    <Dialog wide title={file.name} onClose={onClose}>
      <div className="viewer">
        <div className="viewer-bar">
          <Turn word={words.back} sign="←" isOff={!canGoBack} onTurn={goBack} />
          <span className="small number" aria-live="polite">
            {[
              ...(files.length > 1 ? [say(words.file, { nth: nth + 1, count: files.length })] : []),
              ...(pages > 1 ? [say(words.page, { page, pages })] : []),
            ].join(' · ')}
          </span>
          <Turn word={words.on} sign="→" isOff={!canGoOn} onTurn={goOn} />
          <span className="viewer-zoom">
            <Turn word={words.smaller} sign="−" isOff={zoom === 0} onTurn={() => zoomBy(-1)} />
            <Turn
              word={words.larger}
              sign="+"
              isOff={zoom === zooms.length - 1}
              onTurn={() => zoomBy(1)}
            />
          </span>
          <a className="button" href={`/api/v1${query.data?.path ?? paths.at(-1) ?? ''}`} download>
            {say(words.download)}
          </a>
        </div>
        <Place onSize={setPlace} label={say(words.sheet)}>
          {query.error ? <ErrorNote error={query.error} /> : null}
          {seen.fails ? <p className="note">{say(notShown[seen.fails])}</p> : null}
          {seen.bitmap ? (
            <BitmapCanvas
              bitmap={seen.bitmap}
              density={density}
              label={say(words.pageOf, { name: file.name, page })}
            />
          ) : query.error || seen.fails ? null : (
            <Loading />
          )}
        </Place>
        <p className="viewer-facts quiet small">
          <span className="number">{sizeInWords(file.bytes)}</span>
          {moment === undefined ? null : (
            <span>{say(words.recorded, { when: minuteOf(moment) })}</span>
          )}
          <span className="mono">{say(words.print, { sha256: file.sha256 })}</span>
        </p>
      </div>
    </Dialog>
  )
}

function Turn(props: {
  word: { zh: string; en: string }
  sign: string
  isOff: boolean
  onTurn: () => void
}) {
  const { say } = useSay()
  return (
    <button
      type="button"
      className="button"
      aria-label={say(props.word)}
      title={say(props.word)}
      aria-disabled={props.isOff}
      onClick={() => (props.isOff ? null : props.onTurn())}
    >
      {props.sign}
    </button>
  )
}

interface Size {
  readonly width: number
  readonly height: number
}

function pixels({ width, height }: Size, by: { zoom: number; density: number }): Size {
  const wide = Math.floor(width * Math.max(1, by.zoom) * by.density)
  const high = by.zoom === 0 ? Math.floor(height * by.density) : sideMax
  return {
    width: Math.min(sideMax, Math.max(1, wide)),
    height: Math.min(sideMax, Math.max(1, high)),
  }
}

/** Where the page lies: it scrolls when it is larger, and says how much room there is. */
function Place(props: { label: string; onSize: (size: Size) => void; children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  const { onSize } = props
  useLayoutEffect(() => {
    const element = place.current
    if (element === null) return
    const tell = () => onSize({ width: element.offsetWidth - 2, height: element.offsetHeight - 2 })
    tell()
    const observer = new ResizeObserver(tell)
    observer.observe(element)
    return () => observer.disconnect()
  }, [onSize])
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keyboard scrolls it
    <div ref={place} className="viewer-place" role="region" aria-label={props.label} tabIndex={0}>
      {props.children}
    </div>
  )
}

function useEveryKey(onKey: (key: string) => void): void {
  const told = useEffectEvent(onKey)
  useEffect(() => {
    const hear = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey) return
      if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') event.preventDefault()
      told(event.key)
    }
    document.addEventListener('keydown', hear)
    return () => document.removeEventListener('keydown', hear)
  }, [])
}
