import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ComparedText, DraftLikeness } from '../../../api/contract/likeness.ts'
import type { FileReading } from '../../../api/contract/reading.ts'
import { ask } from '../../api-client/ask.ts'
import { ErrorNote } from '../../components/error-note.tsx'
import { useSay } from '../../say.tsx'
import './likeness-part.css'

const words = {
  title: { zh: '与去年雷同', en: 'Like last year' },
  about: {
    zh: '逐句与去年已签发的报告比对；也可以加上级来文等其他文字。只列出段落，由您判断。',
    en: 'Each sentence is held against last year’s signed report, and other texts you add. It lists passages; you judge.',
  },
  add: { zh: '加一份文字（.docx、.txt、.md）', en: 'Add a text (.docx, .txt, .md)' },
  remove: { zh: '去掉', en: 'Remove' },
  look: { zh: '比对', en: 'Compare' },
  looking: { zh: '正在比对…', en: 'Comparing…' },
  nothing: {
    zh: '去年没有已签发的报告，请先加一份文字。',
    en: 'No report was signed last year; add a text first.',
  },
  against: { zh: '已与{names}比对。', en: 'Held against {names}.' },
  none: { zh: '没有雷同的句子。', en: 'No sentence is alike.' },
  verbatim: { zh: '一字不差', en: 'Word for word' },
  close: { zh: '相近', en: 'Close' },
  here: { zh: '本稿', en: 'This draft' },
}

/** Sentences of the draft that stand elsewhere, passage beside passage. */
export function LikenessSection({ draft, year }: { draft: string; year: number }) {
  const { say } = useSay()
  const [texts, setTexts] = useState<readonly ComparedText[]>([])
  const [open, setOpen] = useState(false)
  const add = useMutation({
    mutationFn: async (file: File) => {
      const read = await ask<FileReading>(`/reading/file?year=${year}`, {
        method: 'POST',
        file: new Blob([await file.arrayBuffer()]),
      })
      return { name: file.name, text: read.text }
    },
    onSuccess: (one) => setTexts([...texts.filter(({ name }) => name !== one.name), one]),
  })
  const look = useMutation({
    mutationFn: () =>
      ask<DraftLikeness>(`/drafts/${draft}/likeness`, { method: 'POST', body: { texts } }),
  })
  const found = look.data
  return (
    <details open={open} onToggle={(e) => setOpen(e.currentTarget.open)}>
      <summary>{say(words.title)}</summary>
      <p className="quiet small">{say(words.about)}</p>
      <ul className="alike-texts">
        {texts.map(({ name }) => (
          <li key={name}>
            {name}{' '}
            <button
              type="button"
              className="link"
              onClick={() => setTexts(texts.filter((one) => one.name !== name))}
            >
              {say(words.remove)}
            </button>
          </li>
        ))}
      </ul>
      <div className="actions">
        <AddText onFile={(file) => add.mutate(file)} />
        <button
          type="button"
          className="button"
          disabled={look.isPending || add.isPending}
          onClick={() => look.mutate()}
        >
          {say(look.isPending ? words.looking : words.look)}
        </button>
      </div>
      {add.error ? <ErrorNote error={add.error} /> : null}
      {look.error ? <ErrorNote error={look.error} /> : null}
      {found ? <Found found={found} /> : null}
    </details>
  )
}

function AddText({ onFile }: { onFile: (file: File) => void }) {
  const { say } = useSay()
  return (
    <label className="link">
      {say(words.add)}
      <input
        type="file"
        accept=".docx,.txt,.md"
        className="unseen"
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) onFile(file)
          event.target.value = ''
        }}
      />
    </label>
  )
}

function Found({ found: { compared, passages } }: { found: DraftLikeness }) {
  const { say, lang } = useSay()
  const names = compared.map((name) => (lang === 'zh' ? `《${name}》` : `“${name}”`))
  const against = say(words.against, { names: names.join(lang === 'zh' ? '、' : ', ') })
  return (
    <div role="status">
      <p>
        {compared.length === 0 ? say(words.nothing) : against}{' '}
        {compared.length > 0 && passages.length === 0 ? say(words.none) : null}
      </p>
      <ul className="alike-passages">
        {passages.map((one) => (
          <li key={`${one.start} ${one.source}`}>
            <span className="small quiet">{say(words[one.kind])}</span>
            <Beside
              sides={[
                { name: say(words.here), text: one.words },
                { name: one.source, text: one.passage },
              ]}
            />
          </li>
        ))}
      </ul>
    </div>
  )
}

/** Two passages, each under the name of the text it stands in. */
export function Beside(props: {
  sides: readonly { readonly name: string; readonly text: string }[]
}) {
  return (
    <div className="beside">
      {props.sides.map(({ name, text }, at) => (
        <div key={at}>
          <span className="small quiet">{name}</span>
          <blockquote lang="zh-CN">{text}</blockquote>
        </div>
      ))}
    </div>
  )
}
