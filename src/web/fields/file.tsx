import type { DragEvent, RefObject } from 'react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { attachmentTypes } from '../../ledger/fields/file/attachment-types.ts'
import { filesOf } from '../../ledger/fields/file/file.ts'
import { Papers } from '../looking/papers.tsx'
import { useSay } from '../say.tsx'
import './file.css'
import { useOwnFiles, useRecordFiles } from '../looking/record-of-files.ts'
import type { FieldView, InputProps, ShownProps } from './field-view.ts'
import type { PendingFile } from './use-uploads.ts'
import { useUploads } from './use-uploads.ts'

const words = {
  drop: { zh: '把文件拖到或粘贴到这里，或', en: 'Drop or paste files here, or' },
  choose: { zh: '选择文件', en: 'choose them' },
  photo: { zh: '用相机拍纸质件', en: 'Photograph a paper' },
  kinds: {
    zh: 'PDF、Word、Excel、OFD、WPS、图片、文本，每个不超过 20 MB。涉密文件不得上传：图片和扫描件上的密级标志系统认不出，请自行核对。',
    en: 'PDF, Word, Excel, OFD, WPS, pictures and text, 20 MB each at most. Nothing classified: no mark on a picture or a scan is recognised here, so look yourself.',
  },
  pasted: { zh: '粘贴的图片{nth}', en: 'Pasted picture {nth}' },
  cancel: { zh: '取消', en: 'Cancel' },
  cancelOf: { zh: '取消上传 {name}', en: 'Cancel the upload of {name}' },
  again: { zh: '重试', en: 'Try again' },
  againOf: { zh: '重新上传 {name}', en: 'Upload {name} again' },
  dismiss: { zh: '知道了', en: 'Dismiss' },
  dismissOf: { zh: '移去未接收的 {name}', en: 'Dismiss {name}, which was not taken' },
  remove: { zh: '移除', en: 'Remove' },
  removeOf: { zh: '移除 {name}', en: 'Remove {name}' },
  download: { zh: '下载', en: 'Download' },
  downloadOf: { zh: '下载 {name}', en: 'Download {name}' },
  waits: { zh: '等候上传', en: 'waiting' },
  going: { zh: '上传中 {percent}%', en: 'uploading, {percent}%' },
  looked: { zh: '正在检查', en: 'being checked' },
}

const pictures = ['image/jpeg', 'image/png', 'image/webp', 'image/gif']

// Endings for what a phone does not know by type, types for what its camera makes: with both, it
// offers camera, album and files. Of a kind that is not named here it makes a JPEG by itself.
const accepted = [...Object.keys(attachmentTypes).map((ending) => `.${ending}`), ...pictures].join()

function Input(props: InputProps) {
  const { say } = useSay()
  const uploads = useUploads(props)
  const group = useRef<HTMLDivElement>(null)
  const pathsOf = useOwnFiles()
  const [over, setOver] = useState(false)
  useMissedDrops()
  usePasted(group, (files) => uploads.add(files))
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    uploads.add(event.dataTransfer.files)
  }
  return (
    <div
      ref={group}
      id={props.id}
      role="group"
      className="files-input"
      aria-labelledby={`${props.id}-label`}
      aria-describedby={props.describedBy}
      onDragOver={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {uploads.files.length + uploads.pending.length === 0 ? null : (
        <Papers
          files={uploads.files}
          pathsOf={pathsOf}
          act={({ sha256, name }) => (
            <button
              type="button"
              className="link small"
              aria-label={say(words.removeOf, { name })}
              onClick={() => uploads.remove(sha256)}
            >
              {say(words.remove)}
            </button>
          )}
        >
          {uploads.pending.map((file) => (
            <PendingItem
              key={file.key}
              file={file}
              onAgain={() => uploads.again(file)}
              onDrop={() => uploads.drop(file.key)}
            />
          ))}
        </Papers>
      )}
      <p className={over ? 'file-drop over' : 'file-drop'}>
        {say(words.drop)}{' '}
        <Choose word={say(words.choose)} accept={accepted} onFiles={uploads.add} />
        <span className="file-camera">
          {' · '}
          <Choose word={say(words.photo)} accept="image/*" isCamera onFiles={uploads.add} />
        </span>
        <span className="quiet small">{say(words.kinds)}</span>
      </p>
    </div>
  )
}

function Choose(props: {
  word: string
  accept: string
  isCamera?: boolean
  onFiles: (files: Iterable<File>) => void
}) {
  return (
    <label className="link">
      {props.word}
      <input
        type="file"
        multiple
        accept={props.accept}
        {...(props.isCamera ? { capture: 'environment' as const } : {})}
        className="unseen"
        onChange={(event) => {
          props.onFiles([...(event.target.files ?? [])])
          // So that the same file, put right, can be chosen again.
          event.target.value = ''
        }}
      />
    </label>
  )
}

function PendingItem(props: { file: PendingFile; onAgain: () => void; onDrop: () => void }) {
  const { say } = useSay()
  const { name, part, wrong, file } = props.file
  const percent = Math.floor((part ?? 0) * 100)
  const going = percent < 100 ? say(words.going, { percent }) : say(words.looked)
  return (
    <li className={wrong === null ? 'paper-item' : 'paper-item refused'}>
      <span className="paper-name" title={name}>
        {name}
      </span>
      {wrong === null ? (
        <span className="quiet small" role="status">
          <progress max={1} value={part ?? 0} aria-label={name} />
          {part === null ? say(words.waits) : going}
        </span>
      ) : (
        <span className="fault small" role="alert">
          {wrong}
        </span>
      )}
      <span className="file-acts small">
        {file === null ? null : (
          <button
            type="button"
            className="link"
            aria-label={say(words.againOf, { name })}
            onClick={props.onAgain}
          >
            {say(words.again)}
          </button>
        )}
        <button
          type="button"
          className="link"
          aria-label={say(wrong === null ? words.cancelOf : words.dismissOf, { name })}
          onClick={props.onDrop}
        >
          {say(wrong === null ? words.cancel : words.dismiss)}
        </button>
      </span>
    </li>
  )
}

/** A file that misses the box would take the place of the page, and what was typed with it. */
function useMissedDrops(): void {
  useEffect(() => {
    const stay = (event: globalThis.DragEvent) => {
      if (event.dataTransfer?.types.includes('Files') === true) event.preventDefault()
    }
    document.addEventListener('dragover', stay)
    document.addEventListener('drop', stay)
    return () => {
      document.removeEventListener('dragover', stay)
      document.removeEventListener('drop', stay)
    }
  }, [])
}

/**
 * Takes files that are pasted: anywhere in a form with one such field, else into the field that
 * has the focus. What is text as well, such as cells of a sheet, is left to the field it is for.
 */
function usePasted(
  group: RefObject<HTMLDivElement | null>,
  onFiles: (files: readonly File[]) => void,
): void {
  const { say } = useSay()
  const count = useRef(0)
  const take = useEffectEvent((event: ClipboardEvent) => {
    const pasted = event.clipboardData
    if (pasted === null || pasted.files.length === 0 || pasted.types.includes('text/plain')) return
    const isHere = event.target instanceof Node && group.current?.contains(event.target) === true
    if (!isHere && document.querySelectorAll('.files-input').length !== 1) return
    event.preventDefault()
    onFiles([...pasted.files].map(named))
  })
  // What was copied from a screen is called image.png, each time.
  function named(file: File): File {
    if (!/^image\.\w+$/.test(file.name)) return file
    count.current += 1
    const ending = file.name.slice(file.name.lastIndexOf('.'))
    return new File([file], `${say(words.pasted, { nth: count.current })}${ending}`, {
      type: file.type,
    })
  }
  useEffect(() => {
    document.addEventListener('paste', take)
    return () => document.removeEventListener('paste', take)
  }, [])
}

function Shown({ value, brief }: ShownProps) {
  const { say, lang } = useSay()
  const pathsOf = useRecordFiles()
  const files = filesOf(value)
  if (brief) return <>{files.map((file) => file.name).join(lang === 'zh' ? '、' : ', ')}</>
  return (
    <Papers
      files={files}
      pathsOf={pathsOf}
      act={({ sha256, name }) =>
        pathsOf(sha256).map((path) => (
          <a
            key={path}
            className="link small unprinted"
            href={`/api/v1${path}`}
            download={name}
            aria-label={say(words.downloadOf, { name })}
          >
            {say(words.download)}
          </a>
        ))
      }
    />
  )
}

/** Attachments: brought by dropping, pasting, choosing or camera; shown by their first pages. */
export const file: FieldView = { Input, Shown, group: true }
