import type { ReactNode } from 'react'
import { useEffect, useRef, useState } from 'react'
import { fileBytesMax } from '../../api/contract/file-bytes-max.ts'
import { useSay } from '../say.tsx'
import './file-drop.css'

const words = {
  choose: { zh: '选择文件', en: 'Choose a file' },
  tooBig: {
    zh: '“{name}”太大，最大 20 MB。去掉图片或分成几份再试。',
    en: '“{name}” is too large, the limit is 20 MB. Remove pictures or split it.',
  },
  unreadable: {
    zh: '读不到“{name}”。文件可能被移走或正被占用，请重新选择。',
    en: '“{name}” cannot be read. It may have been moved or be in use; choose it again.',
  },
}

/** A file as somebody gave it, already in memory: changing it on disk later changes nothing. */
export interface GivenFile {
  readonly name: string
  readonly bytes: Blob
}

/** Takes one file, chosen or dropped anywhere on the page. */
export function FileDrop(props: {
  /** Endings, as an input takes them. */
  accept: string
  onFile: (file: GivenFile) => void
  children: ReactNode
}) {
  const { say } = useSay()
  const [over, setOver] = useState(false)
  const { take, wrong } = useGivenFile(props.onFile)
  useDroppedFile({ onOver: setOver, onFile: take })
  return (
    <>
      <p className={over ? 'drop over' : 'drop'}>
        {props.children}{' '}
        <FileChoice className="link" accept={props.accept} onFile={take}>
          {say(words.choose)}
        </FileChoice>
      </p>
      <FileWrong wrong={wrong} />
    </>
  )
}

/** What is clicked to choose a file. */
export function FileChoice(props: {
  className: string
  accept: string
  onFile: (file: File | undefined) => void
  children: ReactNode
}) {
  return (
    <label className={`file-choice ${props.className}`}>
      {props.children}
      <input
        type="file"
        accept={props.accept}
        className="unseen"
        onChange={(event) => {
          props.onFile(event.target.files?.[0])
          // So that the same file, put right, can be chosen again.
          event.target.value = ''
        }}
      />
    </label>
  )
}

/** Why the file that was given could not be taken. */
export function FileWrong({ wrong }: { wrong: string | null }) {
  if (wrong === null) return null
  return (
    <p className="note bad" role="alert">
      {wrong}
    </p>
  )
}

/** Reads what somebody chose or dropped, and says why where it cannot be taken. */
export function useGivenFile(onFile: (file: GivenFile) => void): {
  readonly take: (file: File | undefined) => void
  readonly wrong: string | null
} {
  const { say } = useSay()
  const [wrong, setWrong] = useState<string | null>(null)
  const read = async (file: File) => {
    const { name } = file
    if (file.size > fileBytesMax) return setWrong(say(words.tooBig, { name }))
    try {
      const bytes = new Blob([await file.arrayBuffer()])
      setWrong(null)
      onFile({ name, bytes })
    } catch {
      setWrong(say(words.unreadable, { name }))
    }
  }
  return { take: (file) => void (file && read(file)), wrong }
}

/**
 * A file that is dropped anywhere on the page. Without this a file that misses its box would take
 * the place of the page. What a field has taken for itself is not taken again.
 */
export function useDroppedFile(on: {
  onOver: (over: boolean) => void
  onFile: (file: File | undefined) => void
}) {
  const newest = useRef(on)
  useEffect(() => {
    newest.current = on
  })
  useEffect(() => {
    const isFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const over = (event: DragEvent) => {
      if (!isFile(event)) return
      event.preventDefault()
      newest.current.onOver(true)
    }
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) newest.current.onOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!isFile(event)) return
      newest.current.onOver(false)
      if (event.defaultPrevented) return
      event.preventDefault()
      newest.current.onFile(event.dataTransfer?.files[0])
    }
    document.addEventListener('dragover', over)
    document.addEventListener('dragleave', leave)
    document.addEventListener('drop', drop)
    return () => {
      document.removeEventListener('dragover', over)
      document.removeEventListener('dragleave', leave)
      document.removeEventListener('drop', drop)
    }
  }, [])
}
