import { brokenTitle, draftPaperOf, titleBreaksOf } from '../../../report/draft/draft-paper.ts'
import { draftLimits } from '../../../report/draft/draft-tree.ts'
import { useSay } from '../../say.tsx'
import type { HeadFields } from './head-fields.ts'

const words = {
  titleLines: { zh: '回行（每行单独一行）', en: 'How the title breaks (a line each)' },
  propose: { zh: '按词意重新回行', en: 'Break it by its phrases' },
}

/** The title in the lines that it is set in: as proposed, until somebody sets them. */
export function TitleBreaks({ tree, editable, base, onChange }: HeadFields) {
  const { say } = useSay()
  const paper = draftPaperOf(tree)
  const { lines, proposed } = titleBreaksOf(tree)
  return (
    <div className="labelled head-titleLines head-wide">
      <label htmlFor={`${base}-titleLines`}>{say(words.titleLines)}</label>
      <textarea
        id={`${base}-titleLines`}
        className="input"
        lang="zh-CN"
        rows={Math.max(2, lines.length)}
        value={lines.join('\n')}
        data-most={draftLimits.headTextMax}
        readOnly={!editable}
        onChange={(event) => {
          const { title, titleLines } = brokenTitle(event.target.value)
          onChange({ title, paper: { ...paper, titleLines } })
        }}
      />
      {editable && !proposed ? (
        <button
          type="button"
          className="button plain"
          onClick={() => onChange({ paper: { ...paper, titleLines: [] } })}
        >
          {say(words.propose)}
        </button>
      ) : null}
    </div>
  )
}
