import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { DraftVersion } from '../../../api/contract/draft.ts'
import type { ComparedBlock } from '../../../report/draft/compare-trees.ts'
import { compareTrees } from '../../../report/draft/compare-trees.ts'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import { Dialog } from '../../components/dialog.tsx'
import { ErrorNote } from '../../components/error-note.tsx'
import { Loading } from '../../components/loading.tsx'
import { useMoments } from '../../components/use-moments.ts'
import { useUnit } from '../../components/use-unit.ts'
import { useSay } from '../../say.tsx'
import { draftVersionQuery, versionsOfDraftQuery } from './draft-queries.ts'
import { headPartWords } from './head-part-words.ts'

const words = {
  title: { zh: '版本比较', en: 'Compare versions' },
  which: { zh: '与现在的文稿比较', en: 'Compare with the text of now' },
  version: { zh: '第{revision}稿 · {at} · {by}', en: 'Revision {revision} · {at} · {by}' },
  reviewed: { zh: '（复核）', en: ' (reviewed)' },
  opened: { zh: '（开始起草）', en: ' (as it was opened)' },
  same: { zh: '没有不同。', en: 'No difference.' },
  none: { zh: '还没有较早的版本。', en: 'There is no earlier version.' },
}

/** An earlier version beside the text of now: paragraphs that differ, changed words marked. */
export function VersionsDialog(props: {
  draft: string
  tree: DraftTree
  /** The revision that `tree` is. */
  revision: number
  onClose: () => void
}) {
  const { say } = useSay()
  const { minuteOf } = useMoments()
  const { roster } = useUnit()
  const { draft, tree, onClose } = props
  const versions = useQuery(versionsOfDraftQuery(draft))
  const [chosen, setChosen] = useState<string | null>(null)
  // The newest one is what stands there now; what somebody wants to see is the one before.
  const before = versions.data?.find((one) => one.revision < props.revision)
  const slot = chosen ?? (before ?? versions.data?.at(-1))?.slot ?? null
  const nameOf = ({ slot: name, revision, savedAt, savedBy }: DraftVersion) => {
    const by = roster.people.find((one) => one.id === savedBy)?.name ?? '—'
    const said = say(words.version, { revision, at: minuteOf(savedAt), by })
    if (name === 'opened') return said + say(words.opened)
    return name.startsWith('review') ? said + say(words.reviewed) : said
  }
  return (
    <Dialog title={say(words.title)} onClose={onClose}>
      {versions.isPending ? <Loading /> : null}
      {versions.error ? <ErrorNote error={versions.error} /> : null}
      {versions.data?.length === 0 ? <p>{say(words.none)}</p> : null}
      {slot === null ? null : (
        <>
          <div className="labelled">
            <label htmlFor="version-choice">{say(words.which)}</label>
            <select
              id="version-choice"
              className="input"
              value={slot}
              onChange={(event) => setChosen(event.target.value)}
            >
              {versions.data?.map((one) => (
                <option key={one.slot} value={one.slot}>
                  {nameOf(one)}
                </option>
              ))}
            </select>
          </div>
          <Comparison draft={draft} slot={slot} tree={tree} />
        </>
      )}
    </Dialog>
  )
}

function Comparison({ draft, slot, tree }: { draft: string; slot: string; tree: DraftTree }) {
  const { say } = useSay()
  const { pack } = useUnit()
  const older = useQuery(draftVersionQuery(draft, slot))
  if (older.isPending) return <Loading />
  if (older.error) return <ErrorNote error={older.error} />
  const nameNumber = (id: string) => pack.figures.find((one) => one.id === id)?.label.zh ?? id
  const blocks = compareTrees(older.data, tree, nameNumber).filter((one) => one.change !== 'same')
  if (blocks.length === 0) return <p>{say(words.same)}</p>
  return (
    <ol className="compared" lang="zh-CN">
      {blocks.map((block) => (
        <li key={`${block.id} ${block.change}`}>
          <Compared block={block} />
        </li>
      ))}
    </ol>
  )
}

function Compared({ block }: { block: ComparedBlock }) {
  const { say, lang } = useSay()
  const { part } = block
  return (
    <p>
      {part === undefined ? null : (
        <span className="compared-part" lang={lang}>
          {say(headPartWords[part])}
        </span>
      )}
      {block.words.map(({ kind, text }, index) => {
        if (kind === 'in') return <ins key={index}>{text}</ins>
        return kind === 'out' ? <del key={index}>{text}</del> : <span key={index}>{text}</span>
      })}
    </p>
  )
}
