import { useMutation } from '@tanstack/react-query'
import type { DragEvent } from 'react'
import { useState } from 'react'
import type { Reading, ReadClaim } from '../../report/read/reading.ts'
import { ask } from '../ask/ask.ts'
import { useYear } from '../frame/use-year.ts'
import { PageHead } from '../parts/page-head.tsx'
import { ProblemNote } from '../parts/problem-note.tsx'
import { useSay } from '../say.tsx'
import '../styles/report.css'
import { ClaimsBar } from '../report/claims-bar.tsx'
import { ReadPanel } from './read-panel.tsx'
import { ReadText } from './read-text.tsx'

const words = {
  title: { zh: '核对一份报告的文字', en: 'Check the text of a report' },
  about: {
    zh: '拖入或粘贴一份报告的文字（txt），读出提纲和表述，并与{year}年的台账对照。',
    en: 'Drop or paste the text of a report (txt): its outline and claims are read and held against the ledger of {year}.',
  },
  choose: { zh: '选择文件', en: 'Choose a file' },
  text: { zh: '报告文字', en: 'Text of the report' },
  read: { zh: '读一读', en: 'Read it' },
  reading: { zh: '正在读…', en: 'Reading…' },
  other: { zh: '换一份', en: 'Another text' },
  tooBig: { zh: '文件过大（上限 1 MB）。', en: 'The file is too large (1 MB at most).' },
}

const fileBytesMax = 1024 * 1024

/** What the text says, as the server read it. */
export interface ReadResult {
  readonly text: string
  readonly reading: Reading
}

/** Reads any report: its outline, its claims, and what the ledger would say. */
export function ReadingPage() {
  const { say } = useSay()
  const { year } = useYear()
  const [text, setText] = useState('')
  const [tooBig, setTooBig] = useState(false)
  const read = useMutation({
    mutationFn: async (given: string): Promise<ReadResult> => {
      // Offsets count from the first line that says something.
      const body = given.replace(/\r\n?/g, '\n').replace(/^(?:[^\S\n]*\n)+|(?:\n[^\S\n]*)+$/g, '')
      const reading = await ask<Reading>('/reading', { method: 'POST', body: { text: body, year } })
      return { text: body, reading }
    },
  })
  const take = async (file: File | undefined) => {
    if (!file) return
    setTooBig(file.size > fileBytesMax)
    if (file.size > fileBytesMax) return
    const content = await file.text()
    setText(content)
    read.mutate(content)
  }
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    void take(event.dataTransfer.files[0])
  }
  if (read.data) return <ReadReport {...read.data} onOther={() => read.reset()} />
  return (
    <div className="stack" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <PageHead title={say(words.title)} />
      <p className="drop">
        {say(words.about, { year })}{' '}
        <label className="link">
          {say(words.choose)}
          <input
            type="file"
            accept=".txt,text/plain"
            className="unseen"
            onChange={(event) => void take(event.target.files?.[0])}
          />
        </label>
      </p>
      {tooBig ? <p className="note bad">{say(words.tooBig)}</p> : null}
      <div className="labelled">
        <label htmlFor="report-text">{say(words.text)}</label>
        <textarea
          id="report-text"
          className="input report-text"
          rows={14}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {read.error ? <ProblemNote error={read.error} /> : null}
      <p>
        <button
          type="button"
          className="button primary"
          disabled={read.isPending || text.trim() === ''}
          onClick={() => read.mutate(text)}
        >
          {say(read.isPending ? words.reading : words.read)}
        </button>
      </p>
    </div>
  )
}

function ReadReport(props: ReadResult & { onOther: () => void }) {
  const { say } = useSay()
  const { reading, text } = props
  const [chosen, setChosen] = useState<string | null>(null)
  const claim = reading.claims.find((one) => one.id === chosen) ?? null
  const step = (to: Pick<ReadClaim, 'id'>) => {
    setChosen(to.id)
    document.getElementById(`claim-${to.id}`)?.scrollIntoView({ block: 'center' })
  }
  return (
    <div className="report">
      <ClaimsBar claims={reading.claims} chosen={claim} onStep={step}>
        <button type="button" className="button plain" onClick={props.onOther}>
          {say(words.other)}
        </button>
      </ClaimsBar>
      <div className="report-body">
        <ReadText text={text} claims={reading.claims} chosen={chosen} onChoose={setChosen} />
        <ReadPanel claim={claim} reading={reading} />
      </div>
    </div>
  )
}
