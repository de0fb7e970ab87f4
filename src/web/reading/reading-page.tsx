import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { FileReading } from '../../api/contract/reading.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { FileDrop } from '../components/file-drop.tsx'
import { PageHead } from '../components/page-head.tsx'
import { useYear } from '../components/use-year.ts'
import { useSay } from '../say.tsx'
import { ReadReport } from './read-report.tsx'

const words = {
  title: { zh: '核对一份报告', en: 'Check a report' },
  about: {
    zh: '把报告（.docx、.txt、.md）拖到这里：读出提纲和各处表述，与{year}年的台账逐条对照。本系统写出的 Word 文件，还能看出写成以后改过什么。',
    en: 'Drop a report here (.docx, .txt, .md): its outline and claims are read and held against the ledger of {year}. A Word file written here also shows what was changed since.',
  },
  paste: { zh: '或粘贴报告文字', en: 'Or paste its text' },
  read: { zh: '读一读', en: 'Read it' },
  reading: { zh: '正在读{name}…', en: 'Reading {name}…' },
  pasted: { zh: '粘贴的文字', en: 'The pasted text' },
}

/** Reads any report: its outline, its claims, and what the ledger says of each. */
export function ReadingPage() {
  const { say } = useSay()
  const { year } = useYear()
  const [text, setText] = useState('')
  const read = useMutation({
    mutationFn: ({ bytes }: GivenFile) =>
      ask<FileReading>(`/reading/file?year=${year}`, { method: 'POST', file: bytes }),
  })
  const given = read.variables
  if (read.data && given) {
    return (
      <ReadReport
        key={`${given.name} ${read.data.year} ${read.submittedAt}`}
        name={given.name}
        reading={read.data}
        onOther={() => read.reset()}
        onAgain={() => read.mutate(given)}
      />
    )
  }
  return (
    <div className="stack">
      <PageHead title={say(words.title)} />
      <FileDrop accept=".docx,.txt,.md" onFile={(file) => read.mutate(file)}>
        {say(words.about, { year })}
      </FileDrop>
      {read.isPending ? (
        <p role="status">{say(words.reading, { name: given?.name ?? '' })}</p>
      ) : null}
      {read.error ? <ErrorNote error={read.error} /> : null}
      <div className="labelled">
        <label htmlFor="report-text">{say(words.paste)}</label>
        <textarea
          id="report-text"
          className="input"
          rows={10}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      <p>
        <button
          type="button"
          className="button"
          disabled={read.isPending || text.trim() === ''}
          onClick={() => read.mutate({ name: say(words.pasted), bytes: new Blob([text]) })}
        >
          {say(words.read)}
        </button>
      </p>
    </div>
  )
}
