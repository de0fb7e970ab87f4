import { useId } from 'react'
import type { DraftTree } from '../../../report/draft/draft-tree.ts'
import { withAttachments } from '../../../report/draft/draft-paper.ts'
import { draftLimits } from '../../../report/draft/draft-tree.ts'
import { useSay } from '../../say.tsx'
import { DraftPaperFields } from './draft-paper-fields.tsx'
import { headPartWords } from './head-part-words.ts'
import { TitleBreaks } from './title-breaks.tsx'

const words = {
  head: { zh: '文头', en: 'Head of the paper' },
  attachments: { zh: '附件名称（每行一个）', en: 'Attachments (a line each)' },
}

const titled = ['title', 'addressee'] as const
const signed = ['number', 'issuer', 'signature', 'date'] as const

/** What stands around the text of a report: title, addressee, number, 签发人, date, attachments. */
export function DraftHead(props: {
  tree: DraftTree
  editable: boolean
  onChange: (change: Partial<DraftTree>) => void
}) {
  const { say } = useSay()
  const { tree, editable, onChange } = props
  const base = useId()
  const line = (field: (typeof titled)[number] | (typeof signed)[number]) => (
    <div key={field} className={`labelled head-${field}`}>
      <label htmlFor={`${base}-${field}`}>{say(headPartWords[field])}</label>
      <input
        id={`${base}-${field}`}
        className="input"
        type={field === 'date' ? 'date' : 'text'}
        lang="zh-CN"
        value={tree[field]}
        maxLength={draftLimits.headTextMax}
        readOnly={!editable}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </div>
  )
  return (
    <details className="draft-head" open={tree.date === '' || tree.issuer === ''}>
      <summary>{say(words.head)}</summary>
      <div className="draft-head-fields">
        {titled.map(line)}
        <TitleBreaks {...{ tree, editable, base, onChange }} />
        {signed.map(line)}
        <div className="labelled head-wide">
          <label htmlFor={`${base}-attachments`}>{say(words.attachments)}</label>
          <textarea
            id={`${base}-attachments`}
            className="input"
            lang="zh-CN"
            rows={Math.max(2, tree.attachments.length)}
            value={tree.attachments.join('\n')}
            readOnly={!editable}
            onChange={(event) => {
              const { value } = event.target
              onChange(withAttachments(tree, value === '' ? [] : value.split('\n')))
            }}
          />
        </div>
        <DraftPaperFields {...{ tree, editable, base, onChange }} />
      </div>
    </details>
  )
}
