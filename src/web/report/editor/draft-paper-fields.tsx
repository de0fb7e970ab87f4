import type { Attachment, Urgency } from '../../../report/document.ts'
import { urgencies } from '../../../report/document.ts'
import type { AttachmentText, DraftPaper } from '../../../report/draft/draft-paper.ts'
import {
  asWritten,
  draftPaperOf,
  paperLimits,
  withAttachments,
  withoutUnnamed,
} from '../../../report/draft/draft-paper.ts'
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
  attachmentTable: { zh: '附件{order}：{name}', en: 'Attachment {order}: {name}' },
  fromLedger: {
    zh: '这张表由台账生成，现有{count}行；台账更新，表也随之更新。删去名称，就不附这张表。',
    en: 'The ledger fills this table, {count} rows now, and keeps it as the ledger stands. Without its name it is not attached.',
  },
  writeMyself: { zh: '改为自己填写', en: 'Write it by hand' },
  apart: {
    zh: '核验说明另成一份文件，不附在报告后面',
    en: 'The verification annex is a file of its own',
  },
}

interface PaperFields extends HeadFields {
  /** The attachments as they are printed now. */
  readonly printed: readonly Attachment[]
}

/** What goes with the paper: urgency, copies, attachments with their texts, the annex. */
export function DraftPaperFields({ tree, editable, base, onChange, printed }: PaperFields) {
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
      <div className="labelled head-attachments head-wide">
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
        <AttachmentField
          key={at}
          {...{ name, editable }}
          id={`${base}-attachment-${at}`}
          order={at + 1}
          text={paper.attachmentTexts[at] ?? ''}
          printed={printed[at]}
          onChange={(text) => {
            const texts = tree.attachments.map((_, one) => paper.attachmentTexts[one] ?? '')
            set({ attachmentTexts: texts.with(at, text) })
          }}
        />
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

function AttachmentField(props: {
  readonly id: string
  readonly order: number
  readonly name: string
  readonly text: AttachmentText
  readonly printed: Attachment | undefined
  readonly editable: boolean
  readonly onChange: (text: string) => void
}) {
  const { say } = useSay()
  const { id, order, name, text, printed, editable, onChange } = props
  if (typeof text === 'string') {
    return (
      <div className="labelled head-wide">
        <label htmlFor={id}>{say(words.attachmentText, { order })}</label>
        <BoundedText
          id={id}
          lang="zh-CN"
          rows={3}
          max={paperLimits.attachmentTextMax}
          value={text}
          readOnly={!editable}
          placeholder={name}
          onChange={onChange}
        />
      </div>
    )
  }
  const [table] = printed?.blocks ?? []
  return (
    <div className="labelled head-wide" role="group" aria-labelledby={id}>
      <span id={id}>{say(words.attachmentTable, { order, name })}</span>
      <p className="note">
        {say(words.fromLedger, { count: table?.kind === 'table' ? table.rows.length : 0 })}
      </p>
      {editable && printed ? (
        <button type="button" className="quiet" onClick={() => onChange(asWritten(printed))}>
          {say(words.writeMyself)}
        </button>
      ) : null}
    </div>
  )
}
