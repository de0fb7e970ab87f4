import type { ImportView } from '../../api/contract/import.ts'
import { useSay } from '../say.tsx'
import type { ImportChanges } from './use-import-changes.ts'

const words = {
  reading: { zh: '正在逐行核对：{percent}%', en: 'Checking its rows: {percent}%' },
  begun: { zh: '正在逐行核对…', en: 'Checking its rows…' },
  comparing: {
    zh: '正在与已有记录比对…',
    en: 'Comparing them with the records that are here…',
  },
  writing: {
    zh: '正在写入，关掉这一页也会写完。',
    en: 'Writing; it goes on if you close this page.',
  },
  stop: { zh: '停下', en: 'Stop' },
  stopped: {
    zh: '核对停下了，已写入的不受影响。',
    en: 'The checking was stopped; what was written stays.',
  },
  goOn: { zh: '接着核对', en: 'Go on' },
}

/** What the server is doing with the rows, and how to stop it. */
export function ImportGoing({ view, changes }: { view: ImportView; changes: ImportChanges }) {
  const { say } = useSay()
  const { done, of } = view.progress
  if (view.state === 'reading') {
    return (
      <div className="note wait import-going">
        <span role="status">{say(wordsOf(done, of), { percent: percentOf(done, of) })}</span>
        <progress max={Math.max(of, 1)} value={done} aria-label={say(words.begun)} />
        <button type="button" className="button" onClick={changes.stop}>
          {say(words.stop)}
        </button>
      </div>
    )
  }
  if (view.state === 'writing') {
    return (
      <p className="note wait" role="status">
        {say(words.writing)}
      </p>
    )
  }
  if (view.state !== 'stopped') return null
  return (
    <div className="note wait import-going">
      <span role="status">{say(words.stopped)}</span>
      <button type="button" className="button" onClick={() => changes.map({})}>
        {say(words.goOn)}
      </button>
    </div>
  )
}

/** Each row is looked at several times: their number would say nothing to anybody. */
function percentOf(done: number, of: number): number {
  return Math.floor((100 * done) / Math.max(of, 1))
}

/** The header counts as a row of the table: the last one is never a record. */
function wordsOf(done: number, of: number) {
  if (of === 0) return words.begun
  return done + 1 < of ? words.reading : words.comparing
}
