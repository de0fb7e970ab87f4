import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import type { ImportView } from '../../api/contract/import.ts'
import { ask } from '../api-client/ask.ts'
import { ErrorNote } from '../components/error-note.tsx'
import type { GivenFile } from '../components/file-drop.tsx'
import { FileChoice, FileWrong, useDroppedFile, useGivenFile } from '../components/file-drop.tsx'
import { useSay } from '../say.tsx'
import './imports.css'

const words = {
  bring: { zh: '导入旧台账', en: 'Bring in an old ledger' },
  reading: { zh: '正在读“{name}”…', en: 'Reading “{name}”…' },
  cancel: { zh: '取消', en: 'Cancel' },
  pasted: { zh: '粘贴的表格', en: 'Pasted table' },
  release: {
    zh: '松开，就读这个文件。读出的内容先给您看，确认后才写入。',
    en: 'Let go to read this file. You see what was read; nothing is written before you say so.',
  },
}

/** Endings of tables that are read, as an input takes them. */
export const tableEndings = '.xlsx,.csv,.txt,.docx,.xls,.et,.doc,.wps'

/** How a place takes tables: what is going on, and how to begin and to stop. */
export interface Bringing {
  readonly take: (file: File | undefined) => void
  /** What was dropped, what is being read, what went wrong. */
  readonly note: ReactNode
}

/**
 * Takes a table from anywhere on a page: a file that is chosen, dropped or pasted, or a range that
 * was copied in Excel or WPS. It is read by the server and its own page opens.
 */
export function useBringTable({
  register,
  isOn = true,
  onOwnSheet,
}: {
  register?: string
  isOn?: boolean
  /** A sheet that was exported here is not an old ledger: it says which records its rows are. */
  onOwnSheet?: (file: GivenFile) => void
}): Bringing {
  const { say } = useSay()
  const navigate = useNavigate()
  const stop = useRef<AbortController | null>(null)
  const [over, setOver] = useState(false)
  const read = useMutation({
    mutationFn: ({ name, bytes }: GivenFile) => {
      stop.current = new AbortController()
      const query = new URLSearchParams({
        fileName: name,
        ...(register === undefined ? {} : { register }),
      })
      const asking = { method: 'POST', file: bytes, signal: stop.current.signal } as const
      return ask<ImportView>(`/imports?${query}`, asking)
    },
    onSuccess: async ({ id, isOwnSheet }, file) => {
      if (!isOwnSheet || onOwnSheet === undefined) {
        return navigate({ to: '/imports/$id', params: { id } })
      }
      onOwnSheet(file)
      await ask(`/imports/${id}`, { method: 'DELETE' })
    },
  })
  const bring = (file: GivenFile) => {
    if (isOn && !read.isPending) read.mutate(file)
  }
  const { take, wrong } = useGivenFile(bring)
  const dropped = (file: File | undefined) => {
    if (isOn && !isCovered()) take(file)
  }
  useDroppedFile({ onOver: setOver, onFile: dropped })
  usePasted({
    onFile: dropped,
    onText: (text) => bring({ name: say(words.pasted), bytes: new Blob([text]) }),
  })
  const isStopped = read.error instanceof DOMException && read.error.name === 'AbortError'
  const note = (
    <>
      {over && isOn && !isCovered() ? <p className="note wait">{say(words.release)}</p> : null}
      {read.isPending ? (
        <p className="note wait import-going" role="status">
          {say(words.reading, { name: read.variables.name })}{' '}
          <button type="button" className="link" onClick={() => stop.current?.abort()}>
            {say(words.cancel)}
          </button>
        </p>
      ) : null}
      {read.error && !isStopped ? <ErrorNote error={read.error} /> : null}
      <FileWrong wrong={wrong} />
    </>
  )
  return { take, note }
}

/** The button that brings an old ledger in. */
export function BringButton(props: {
  bringing: Bringing
  className?: string
  children?: ReactNode
}) {
  const { say } = useSay()
  const { bringing, className = 'button plain', children = say(words.bring) } = props
  return (
    <FileChoice className={className} accept={tableEndings} onFile={bringing.take}>
      {children}
    </FileChoice>
  )
}

/** A dialog takes what falls on it for itself. */
function isCovered(): boolean {
  return document.querySelector('[role=dialog]') !== null
}

/** What somebody pastes where nobody types: a file, or a range of cells. */
export function usePasted(on: { onFile: (file: File) => void; onText: (text: string) => void }) {
  const newest = useRef(on)
  useEffect(() => {
    newest.current = on
  })
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { target, clipboardData } = event
      if (clipboardData === null || isCovered()) return
      if (target instanceof Element && target.closest('input, textarea, select, [contenteditable]'))
        return
      const text = clipboardData.getData('text/plain')
      const [file] = clipboardData.files
      // Excel also gives a picture of the range: the cells themselves come first.
      if (isRange(text)) newest.current.onText(text)
      else if (file) newest.current.onFile(file)
      else return
      event.preventDefault()
    }
    document.addEventListener('paste', paste)
    return () => document.removeEventListener('paste', paste)
  }, [])
}

/** A range has cells beside or below each other; a word or a sentence is not a table. */
function isRange(text: string): boolean {
  return text.includes('\t') && text.trim().includes('\n')
}
