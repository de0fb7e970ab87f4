import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { RosterEnteredView, RosterFileView } from '../../api/contract/people.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { FileDrop, useGivenFile } from '../components/file-drop.tsx'
import { PageHead } from '../components/page-head.tsx'
import { tableEndings, usePasted } from '../imports/bring-table.tsx'
import '../imports/imports.css'
import { useSay } from '../say.tsx'
import { ManyAccounts } from './many-accounts.tsx'
import './people.css'
import { RosterSheet } from './roster-sheet.tsx'

const words = {
  title: { zh: '从名册导入人员', en: 'People from a roster' },
  about: {
    zh: '把花名册（Excel、WPS 表格、CSV、Word 里的表格）拖到这里，或在 Excel 里复制一片单元格，在这里粘贴。只取姓名、科室、职务和起止日期，其余各列不读入。先给您看，确认后才写入。',
    en: 'Drop a roster here (Excel, WPS, CSV, a table in Word), or copy cells in Excel and paste them. Only names, offices, posts and their dates are taken. You see what comes of it before anything is written.',
  },
  reading: { zh: '正在读“{name}”…', en: 'Reading “{name}”…' },
  pasted: { zh: '粘贴的表格', en: 'Pasted table' },
  done: {
    zh: '已登记：人员 {people}，科室 {offices}，任职 {posts}；{known} 行的人员原已在名单中。',
    en: 'Entered: people {people}, offices {offices}, posts {posts}; rows about people who were here already: {known}.',
  },
  left: {
    zh: '第 {rows} 行没有写入，说明之后可以再写，已写入的不会重复。',
    en: 'Rows {rows} were not written. Say what is open and write again: what was written is not doubled.',
  },
  comma: { zh: '、', en: ', ' },
}

/** A roster as people, offices and posts, and accounts for those who have none. */
export function RosterPage() {
  const { say } = useSay()
  const [entered, setEntered] = useState<RosterEnteredView | null>(null)
  const read = useMutation({
    mutationFn: ({ bytes }: GivenFile) =>
      ask<RosterFileView>('/people/sheet', { method: 'POST', file: bytes }),
    onSuccess: () => setEntered(null),
  })
  const take = (file: GivenFile) => {
    if (!read.isPending) read.mutate(file)
  }
  const pasted = useGivenFile(take)
  usePasted({
    onFile: pasted.take,
    onText: (text) => take({ name: say(words.pasted), bytes: new Blob([text]) }),
  })
  return (
    <div className="import">
      <PageHead title={say(words.title)} />
      <div className="unprinted stack">
        <FileDrop accept={tableEndings} onFile={take}>
          {say(words.about)}
        </FileDrop>
        {read.isPending ? (
          <p className="note wait" role="status">
            {say(words.reading, { name: read.variables.name })}
          </p>
        ) : null}
        {read.error ? <ErrorNote error={read.error} /> : null}
        {entered ? <Entered entered={entered} /> : null}
      </div>
      {read.data ? (
        <RosterSheet
          key={read.submittedAt}
          file={read.data}
          name={read.variables.name}
          onEntered={setEntered}
        />
      ) : null}
      <ManyAccounts />
    </div>
  )
}

function Entered({ entered }: { entered: RosterEnteredView }) {
  const { say } = useSay()
  const { left, ...counts } = entered
  return (
    <div className="note good" role="status">
      <p>{say(words.done, counts)}</p>
      {left.length > 0 ? <p>{say(words.left, { rows: left.join(say(words.comma)) })}</p> : null}
    </div>
  )
}
