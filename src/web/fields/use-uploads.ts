import type { RefObject } from 'react'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { fileBytesMax } from '../../api/contract/file-bytes-max.ts'
import { inOneLine } from '../../ledger/fault.ts'
import { filesCountMax, filesOf } from '../../ledger/fields/file/file.ts'
import type { Field } from '../../ledger/register/register.ts'
import type { FileRef, Row, Value } from '../../ledger/value.ts'
import { ApiFailure } from '../api-client/ask.ts'
import type { Uploading } from '../api-client/upload.ts'
import { upload } from '../api-client/upload.ts'
import { useSay } from '../say.tsx'

const words = {
  tooBig: {
    zh: '太大，每个附件最大 20 MB。请压缩图片或分成几份。',
    en: 'too large; 20 MB a file at most. Make pictures smaller or split it.',
  },
  tooMany: {
    zh: '这一项最多 {count} 个附件，这个没有上传。',
    en: 'not uploaded: {count} files at most here.',
  },
  interrupted: {
    zh: '上次没有传完，请重新选择。',
    en: 'did not arrive last time; choose it again.',
  },
}

/** A file that is not in the record yet: waiting, on its way, or refused. */
export interface PendingFile {
  readonly key: number
  readonly name: string
  /** How much of it has gone, 0 to 1; null while it waits for others. */
  readonly part: number | null
  /** Why it was not taken; null while it may still be. */
  readonly wrong: string | null
  /** What can be sent once more; null where that would change nothing. */
  readonly file: File | null
}

interface Held {
  readonly field: Pick<Field, 'max'>
  readonly value: Value | undefined
  readonly onChange: (value: Value | undefined) => void
}

/**
 * Uploads files into a field, one after the other, in the order they were chosen: pages of a paper
 * stay in order, and nobody waits behind twenty photos. While some are on their way the value
 * holds places for them that no kind can read, so that the record is not saved without them.
 */
export function useUploads(held: Held) {
  const { say, lang } = useSay()
  const wrongIn = ({ problem }: ApiFailure) => inOneLine([problem.title, problem.hint], lang)
  const pending = usePending(held.value, say(words.interrupted))
  const queue = useRef<Queued[]>([])
  const { kept, files, tell } = useHeld(held, queue)
  const countMax = held.field.max ?? filesCountMax

  function add(file: File): void {
    const isTooBig = file.size > fileBytesMax
    const isOver = files.current.length + queue.current.length >= countMax
    const wrong = isTooBig
      ? say(words.tooBig)
      : isOver
        ? say(words.tooMany, { count: countMax })
        : null
    const key = pending.add({ name: file.name, part: null, wrong, file: null })
    if (wrong === null) enqueue({ key, file, sending: null })
  }

  function enqueue(queued: Queued): void {
    queue.current.push(queued)
    tell(files.current)
    sendNext()
  }

  function sendNext(): void {
    const [next] = queue.current
    if (next === undefined || next.sending !== null) return
    const { key, file } = next
    pending.change(key, { part: 0 })
    next.sending = upload(file, (part) => pending.change(key, { part }))
    next.sending.done.then(
      (ref) => settle(key, ref),
      (error: unknown) => {
        if (error instanceof ApiFailure) {
          pending.change(key, { wrong: wrongIn(error), file: mayPass(error) ? file : null })
        }
        settle(key, null)
      },
    )
  }

  function settle(key: number, ref: FileRef | null): void {
    const at = queue.current.findIndex((one) => one.key === key)
    if (at >= 0) queue.current.splice(at, 1)
    if (ref !== null) pending.remove(key)
    const isNew = ref !== null && files.current.every(({ sha256 }) => sha256 !== ref.sha256)
    tell(isNew ? [...files.current, ref] : files.current)
    sendNext()
  }

  return {
    files: kept,
    pending: pending.all,
    add: (list: Iterable<File>) => [...list].forEach(add),
    again: ({ key, file }: PendingFile) => {
      if (file === null) return
      pending.change(key, { part: null, wrong: null, file: null })
      enqueue({ key, file, sending: null })
    },
    remove: (sha256: string) => tell(files.current.filter((one) => one.sha256 !== sha256)),
    /** Takes back one that is not sent yet, stops one that is, forgets one that was refused. */
    drop: (key: number) => {
      const queued = queue.current.find((one) => one.key === key)
      pending.remove(key)
      if (queued?.sending) return queued.sending.cancel()
      if (queued) settle(key, null)
    },
  }
}

interface Queued {
  readonly key: number
  readonly file: File
  sending: Uploading | null
}

/** The files that the value holds, also between two drawings, and the way to say they changed. */
function useHeld(held: Held, queue: RefObject<Queued[]>) {
  const kept = filesOf(held.value ?? null)
  const files = useRef<readonly FileRef[]>([])
  const change = useRef(held.onChange)
  // At once when it is drawn: an effect that runs later would put back what stood there before
  // a file arrived, and the next to arrive would take its place.
  useLayoutEffect(() => {
    files.current = kept
    change.current = held.onChange
  })
  function tell(next: readonly FileRef[]): void {
    files.current = next
    const places = queue.current.map(({ file }) => ({ uploading: true, name: file.name }))
    const value: readonly Row[] = [...next.map((one) => ({ ...one })), ...places]
    change.current(value.length === 0 ? undefined : value)
  }
  // A draft may hold places of files that were on their way when the page was closed.
  useEffect(() => {
    if (placesIn(held.value).length > 0) tell(filesOf(held.value ?? null))
    const queued = queue.current
    return () => queued.forEach(({ sending }) => sending?.cancel())
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- once, for what the form opened with
  }, [])
  return { kept, files, tell }
}

/** Names of files that a value only holds places for. */
function placesIn(value: Value | undefined): readonly string[] {
  if (!Array.isArray(value)) return []
  return value.flatMap((one) =>
    typeof one === 'object' && one !== null && 'uploading' in one && typeof one.name === 'string'
      ? [one.name]
      : [],
  )
}

function usePending(opened: Value | undefined, interrupted: string) {
  const [all, setAll] = useState<readonly PendingFile[]>(() =>
    placesIn(opened).map((name, nth) => ({
      key: -1 - nth,
      name,
      part: null,
      wrong: interrupted,
      file: null,
    })),
  )
  const nextKey = useRef(0)
  return {
    all,
    add: (file: Omit<PendingFile, 'key'>) => {
      const key = (nextKey.current += 1)
      setAll((now) => [...now, { ...file, key }])
      return key
    },
    change: (key: number, part: Partial<PendingFile>) =>
      setAll((now) => now.map((one) => (one.key === key ? { ...one, ...part } : one))),
    remove: (key: number) => setAll((now) => now.filter((one) => one.key !== key)),
  }
}

// What is in the file stays as it is; a network or a server may be there again.
function mayPass({ problem: { status } }: ApiFailure): boolean {
  return status === 0 || status === 401 || status === 408 || status === 429 || status >= 500
}
