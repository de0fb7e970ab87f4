import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ImportView } from '../../api/contract/import.ts'
import { useSay } from '../say.tsx'
import { ImportPart } from './import-part.tsx'
import { RowsAgainst } from './rows-against.tsx'
import type { ImportChanges } from './use-import-changes.ts'

const words = {
  title: { zh: '写入', en: 'Write' },
  write: { zh: '写入 {count} 条', en: 'Write {count} {count:record|records}' },
  left: { zh: '{count} 条留待处理', en: '{count} stay to be done' },
  leftWhere: {
    zh: '留下的行存在“导入旧台账”里，随时可以回来接着办。',
    en: 'What stays is kept under “Old ledgers brought in”; come back to it any time.',
  },
  writing: { zh: '正在写入 {count} 条…', en: 'Writing {count} {count:record|records}…' },
  none: {
    zh: '还没有可以写入的行：请先说明上面认不准的写法，或改好标红的格。',
    en: 'No row is ready: say what is asked above, or mend the cells in red.',
  },
  rest: {
    zh: '余下的说明或改好以后，再来写入。',
    en: 'Write the rest when it has been said or mended.',
  },
  allDone: { zh: '这份旧台账办完了。', en: 'This old ledger is done.' },
  late: {
    zh: '{count} 条是补录，将如实标记“补”。',
    en: 'Entered late, and marked so: {count}.',
  },
  reason: { zh: '补录（或更正）的原因', en: 'Why they come late (or are corrected)' },
  reasonHint: { zh: '如：由旧台账导入', en: 'For instance: brought in from the old ledger' },
  added: { zh: '新增 {added} 条', en: 'Added: {added}' },
  corrected: { zh: '，更正 {corrected} 条', en: ', corrected: {corrected}' },
  known: { zh: '，{known} 条原来已有', en: ', there already: {known}' },
  stop: { zh: '。', en: '.' },
  open: { zh: '到台账里看', en: 'See them in the register' },
}

/** Writes what is ready; what is not stays, and its owner comes back for it. */
export function WriteSection({ view, changes }: { view: ImportView; changes: ImportChanges }) {
  const { say } = useSay()
  const { found, mapping } = view
  const [reason, setReason] = useState('')
  if (found === null) return null
  const { ready, open, alike, late, written } = found.counts
  const left = open + alike
  return (
    <ImportPart
      id="write"
      title={say(words.title)}
      aside={left > 0 ? say(words.leftWhere) : undefined}
    >
      <Result written={changes.written} />
      <RowsAgainst found={found} />
      {ready === 0 ? (
        <p className="quiet">
          {left > 0 ? say(written > 0 ? words.rest : words.none) : null}
          {left === 0 && written > 0 ? say(words.allDone) : null}
        </p>
      ) : (
        <>
          {late > 0 ? <p>{say(words.late, { count: late })}</p> : null}
          <p className="import-reason">
            <label htmlFor="import-reason">{say(words.reason)}</label>
            <input
              id="import-reason"
              className="input"
              data-most={500}
              placeholder={say(words.reasonHint)}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          </p>
          <p className="actions">
            <button
              type="button"
              className="button primary"
              disabled={changes.isPending || view.state !== 'open'}
              onClick={() => changes.write(reason.trim())}
            >
              {changes.isWriting
                ? say(words.writing, { count: ready })
                : say(words.write, { count: ready })}
            </button>
            {left > 0 ? <span className="quiet">{say(words.left, { count: left })}</span> : null}
          </p>
        </>
      )}
      {written > 0 ? (
        <p>
          <Link
            to="/registers/$register"
            params={{ register: mapping.register }}
            // Old records are not of the year that the page is open at.
            search={mapping.year === null ? { from: '1900-01-01' } : { year: mapping.year }}
          >
            {say(words.open)}
          </Link>
        </p>
      ) : null}
    </ImportPart>
  )
}

/** What the last writing came to. */
function Result({ written }: Pick<ImportChanges, 'written'>) {
  const { say } = useSay()
  if (written === null) return null
  const { added, corrected, known } = written
  return (
    <p className="note good" role="status">
      {say(words.added, { added })}
      {corrected > 0 ? say(words.corrected, { corrected }) : null}
      {known > 0 ? say(words.known, { known }) : null}
      {say(words.stop)}
    </p>
  )
}
