import type { RefObject } from 'react'
import { useEffect, useRef, useState } from 'react'
import { filesOf } from '../../ledger/fields/file/file.ts'
import type { FileRef, Row, Value } from '../../ledger/value.ts'
import { ApiFailure } from '../api-client/ask.ts'
import { upload, uploadBytesMax } from '../api-client/upload.ts'
import type { Uploading } from '../api-client/upload.ts'
import { useSay } from '../say.tsx'

const words = {
  tooBig: {
    zh: '太大，每个附件最大 20 MB。请压缩图片或分成几份。',
    en: 'too large; 20 MB a file at most. Make pictures smaller or split it.',
  },
}

/** A file that is not in the record yet: on its way, or refused. */
export interface PendingFile {
  readonly key: number
  readonly name: string
  /** How much of it has gone, 0 to 1. */
  readonly part: number
  /** Why it was not taken; null while it is on its way. */
  readonly wrong: string | null
}

interface Field {
  readonly value: Value | undefined
  readonly onChange: (value: Value | undefined) => void
}

/**
 * Uploads files into a field. While one is on its way the value holds a place for it that no kind
 * can read, so that the record is not saved without it.
 */
export function useUploads(field: Field) {
  const { say } = useSay()
  const pending = usePending()
  const under = useRef(new Map<number, Uploading>())
  const { kept, files, tell } = useHeld(field, under)

  function add(file: File): void {
    const isTooBig = file.size > uploadBytesMax
    const key = pending.add(file.name, isTooBig ? say(words.tooBig) : null)
    if (isTooBig) return
    const sending = upload(file, (part) => pending.change(key, { part }))
    under.current.set(key, sending)
    tell(files.current)
    sending.done.then(
      (ref) => {
        under.current.delete(key)
        pending.remove(key)
        const isKnown = files.current.some(({ sha256 }) => sha256 === ref.sha256)
        tell(isKnown ? files.current : [...files.current, ref])
      },
      (error: unknown) => {
        under.current.delete(key)
        if (error instanceof ApiFailure) pending.change(key, { wrong: sentenceOf(error) })
        else pending.remove(key)
        tell(files.current)
      },
    )
  }

  return {
    files: kept,
    pending: pending.all,
    add: (list: Iterable<File>) => [...list].forEach(add),
    remove: (sha256: string) => tell(files.current.filter((one) => one.sha256 !== sha256)),
    /** Stops one that is on its way, or forgets one that was refused. */
    drop: (key: number) => {
      under.current.get(key)?.cancel()
      pending.remove(key)
    },
  }
}

/** The files that the value holds, also between two drawings, and the way to say they changed. */
function useHeld(field: Field, under: RefObject<Map<number, Uploading>>) {
  const kept = filesOf(field.value ?? null)
  const files = useRef<readonly FileRef[]>([])
  const change = useRef(field.onChange)
  useEffect(() => {
    files.current = kept
    change.current = field.onChange
  })
  function tell(next: readonly FileRef[]): void {
    files.current = next
    const places = Array.from({ length: under.current.size }, () => ({ uploading: true }))
    const value: readonly Row[] = [...next.map((one) => ({ ...one })), ...places]
    change.current(next.length + places.length === 0 ? undefined : value)
  }
  // A draft may hold the place of a file that was on its way when the page was closed.
  useEffect(() => {
    const held = field.value
    if (Array.isArray(held) && filesOf(held).length < held.length) tell(filesOf(held))
    const uploads = under.current
    return () => {
      for (const one of uploads.values()) one.cancel()
    }
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, for what the form opened with
  }, [])
  return { kept, files, tell }
}

function usePending() {
  const [all, setAll] = useState<readonly PendingFile[]>([])
  const nextKey = useRef(0)
  return {
    all,
    add: (name: string, wrong: string | null) => {
      const key = (nextKey.current += 1)
      setAll((now) => [...now, { key, name, part: 0, wrong }])
      return key
    },
    change: (key: number, part: Partial<PendingFile>) =>
      setAll((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one))),
    remove: (key: number) => setAll((now) => now.filter((one) => one.key !== key)),
  }
}

// Titles end with a full stop or without one; a sentence follows either way.
function sentenceOf({ problem }: ApiFailure): string {
  const isChinese = /\p{Script=Han}$/u.test(problem.title)
  const end = /[。.]$/.test(problem.title) ? '' : isChinese ? '。' : '.'
  return `${problem.title}${end}${isChinese || problem.title.endsWith('。') ? '' : ' '}${problem.hint}`
}
