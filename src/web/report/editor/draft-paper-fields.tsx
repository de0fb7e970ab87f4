import { urgencies } from '../../../report/document.ts'
import type { Urgency } from '../../../report/document.ts'
import {
  draftPaperOf,
  paperLimits,
  withAttachments,
  withoutUnnamed,
} from '../../../report/draft/draft-paper.ts'
import type { DraftPaper } from '../../../report/draft/draft-paper.ts'
import { BoundedText } from '../../components/bounded-text.tsx'
import { useSay } from '../../say.tsx'
import type { HeadFields } from './head-fields.ts'
import { headPartWords } from './head-part-words.ts'

const words = {
  usual: { zh: '平件', en: 'None' },
  copyTo: { zh: '抄送机关（用逗号隔开，末尾不加句号）', en: 'Copies to (commas between, no stop)' },
  attachments: { zh: '附件名称（每行一个）', en: 'Attachments (a line each)' },
  attachmentText: {
    zh: '附件{order}正文（一行一段，表格各列用制表符隔开，可从表格粘贴；留空则附件另附）',
    en: 'Text of attachment {order} (a line a paragraph, tabs between columns; empty: sent apart)',
  },
  apart: {
    zh: '核验说明另成一份文件，不附在报告后面',
    en: 'The verification annex is a file of its own',
  },
}

/** What goes with the paper: urgency, copies, attachments with their texts, the annex. */
export function DraftPaperFields({ tree, editable, base, onChange }: HeadFields) {
  const { say } = useSay()
  const paper = draftPaperOf(tree)
  const set = (part: Partial<DraftPaper>) => onChange({ paper: { ...paper, ...part } })
  return (
    <>
      <div className="labelled head-urgency">
        <label htmlFor={`${base}-urgency`}>{say(headPartWords.urgency)}</label>
        <select
          id={`${base}-urgency`}
          className="input"
          value={paper.urgency}
          disabled={!editable}
          onChange={(event) => set({ urgency: event.target.value as Urgency | '' })}
        >
          <option value="">{say(words.usual)}</option>
          {urgencies.map((one) => (
            <option key={one} lang="zh-CN">
              {one}
            </option>
          ))}
        </select>
      </div>
      <div className="labelled head-copyTo head-wide">
        <label htmlFor={`${base}-copyTo`}>{say(words.copyTo)}</label>
        <BoundedText
          id={`${base}-copyTo`}
          lang="zh-CN"
          rows={paper.copyTo.length > 60 ? 3 : 1}
          max={paperLimits.copyToMax}
          value={paper.copyTo}
          readOnly={!editable}
          onChange={(copyTo) => set({ copyTo: copyTo.replaceAll('\n', '') })}
        />
      </div>
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
          onBlur={() => {
            const named = withoutUnnamed(tree)
            if (named.attachments.length < tree.attachments.length) onChange(named)
          }}
        />
      </div>
      {tree.attachments.map((name, at) => (
        <div key={at} className="labelled head-wide">
          <label htmlFor={`${base}-attachment-${at}`}>
            {say(words.attachmentText, { order: at + 1 })}
          </label>
          <BoundedText
            id={`${base}-attachment-${at}`}
            lang="zh-CN"
            rows={3}
            max={paperLimits.attachmentTextMax}
            value={paper.attachmentTexts[at] ?? ''}
            readOnly={!editable}
            placeholder={name}
            onChange={(text) => {
              const texts = tree.attachments.map((_, one) => paper.attachmentTexts[one] ?? '')
              set({ attachmentTexts: texts.with(at, text) })
            }}
          />
        </div>
      ))}
      <label className="ticked head-wide">
        <input
          type="checkbox"
          checked={paper.annex === 'apart'}
          disabled={!editable}
          onChange={(event) => set({ annex: event.target.checked ? 'apart' : 'within' })}
        />
        {say(words.apart)}
      </label>
    </>
  )
}
