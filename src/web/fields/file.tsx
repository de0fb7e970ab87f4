import type { DragEvent } from 'react'
import { useEffect, useState } from 'react'
import { filesOf } from '../../ledger/fields/file/file.ts'
import { useSay } from '../say.tsx'
import './file.css'
import type { FieldView, InputProps, ShownProps } from './field-view.ts'
import { useFileAddress } from './record-of-files.ts'
import { useUploads } from './use-uploads.ts'
import type { PendingFile } from './use-uploads.ts'

const words = {
  drop: { zh: '把文件拖到这里，或', en: 'Drop files here, or' },
  choose: { zh: '选择文件', en: 'choose them' },
  kinds: {
    zh: 'PDF、Word、Excel、OFD、WPS、图片、文本，每个不超过 20 MB。涉密文件不得上传。',
    en: 'PDF, Word, Excel, OFD, WPS, pictures and text, 20 MB each at most. Nothing classified.',
  },
  cancel: { zh: '取消', en: 'Cancel' },
  cancelOf: { zh: '取消上传 {name}', en: 'Cancel the upload of {name}' },
  dismiss: { zh: '知道了', en: 'Dismiss' },
  dismissOf: { zh: '移去未接收的 {name}', en: 'Dismiss {name}, which was not taken' },
  remove: { zh: '移除', en: 'Remove' },
  removeOf: { zh: '移除 {name}', en: 'Remove {name}' },
  going: { zh: '上传中 {percent}%', en: 'uploading, {percent}%' },
  looked: { zh: '正在检查', en: 'being checked' },
  print: { zh: '指纹', en: 'Fingerprint' },
}

const accepted = '.pdf,.docx,.xlsx,.ofd,.wps,.png,.jpg,.jpeg,.txt'

function Input(props: InputProps) {
  const { say } = useSay()
  const uploads = useUploads(props)
  const [over, setOver] = useState(false)
  useMissedDrops()
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    uploads.add(event.dataTransfer.files)
  }
  return (
    <div
      id={props.id}
      role="group"
      className="files-input"
      aria-labelledby={`${props.id}-label`}
      aria-describedby={props.describedBy}
      onDragOver={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <FileList uploads={uploads} />
      <p className={over ? 'file-drop over' : 'file-drop'}>
        {say(words.drop)}{' '}
        <label className="link">
          {say(words.choose)}
          <input
            type="file"
            multiple
            accept={accepted}
            className="unseen"
            onChange={(event) => {
              uploads.add(event.target.files ?? [])
              event.target.value = ''
            }}
          />
        </label>
        <span className="quiet small">{say(words.kinds)}</span>
      </p>
    </div>
  )
}

function FileList({ uploads }: { uploads: ReturnType<typeof useUploads> }) {
  const { say } = useSay()
  if (uploads.files.length + uploads.pending.length === 0) return null
  return (
    <ul className="files">
      {uploads.files.map((file) => (
        <li key={file.sha256}>
          <span className="file-name">{file.name}</span>
          <span className="quiet small number">{sizeInWords(file.bytes)}</span>
          <button
            type="button"
            className="link"
            aria-label={say(words.removeOf, { name: file.name })}
            onClick={() => uploads.remove(file.sha256)}
          >
            {say(words.remove)}
          </button>
        </li>
      ))}
      {uploads.pending.map((file) => (
        <PendingLine key={file.key} file={file} onDrop={() => uploads.drop(file.key)} />
      ))}
    </ul>
  )
}

function PendingLine({ file, onDrop }: { file: PendingFile; onDrop: () => void }) {
  const { say } = useSay()
  const { name, part, wrong } = file
  const percent = Math.floor(part * 100)
  return (
    <li className={wrong === null ? undefined : 'refused'}>
      <span className="file-name">{name}</span>
      {wrong === null ? (
        <span className="quiet small" role="status">
          <progress max={1} value={part} aria-label={name} />{' '}
          {percent < 100 ? say(words.going, { percent }) : say(words.looked)}
        </span>
      ) : (
        <span className="fault small" role="alert">
          {wrong}
        </span>
      )}
      <button
        type="button"
        className="link"
        aria-label={say(wrong === null ? words.cancelOf : words.dismissOf, { name })}
        onClick={onDrop}
      >
        {say(wrong === null ? words.cancel : words.dismiss)}
      </button>
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

function Shown({ value, brief }: ShownProps) {
  const { say, lang } = useSay()
  const addressOf = useFileAddress()
  const files = filesOf(value)
  if (brief) return <>{files.map((file) => file.name).join(lang === 'zh' ? '、' : ', ')}</>
  return (
    <ul className="files">
      {files.map((file) => {
        const address = addressOf(file.sha256)
        return (
          <li key={file.sha256}>
            {address === null ? (
              <span className="file-name">{file.name}</span>
            ) : (
              <a className="file-name" href={address} download={file.name}>
                {file.name}
              </a>
            )}
            <span className="quiet small number">{sizeInWords(file.bytes)}</span>
            <span className="file-print mono quiet small">
              {say(words.print)} {file.sha256}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 * 1024) return `${Math.ceil(bytes / 1024)} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

/** Attachments: brought by dropping or choosing, shown by name, size and fingerprint. */
export const file: FieldView = { Input, Shown, group: true }
