import { filesOf } from '../../ledger/fields/file/file.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps, ShownProps } from './field-view.ts'

const words = {
  none: {
    zh: '本版尚不接收附件；原件请按档案规定另存。',
    en: 'This version takes no attachments yet; keep the originals as your archive rules say.',
  },
  bytes: { zh: '{bytes} 字节', en: '{bytes} bytes' },
  print: { zh: '指纹', en: 'Fingerprint' },
}

function Input(props: InputProps) {
  const { say } = useSay()
  const files = filesOf(props.value ?? null)
  return (
    <p id={props.id} className="quiet small" role="group" aria-labelledby={`${props.id}-label`}>
      {files.length > 0 ? files.map((file) => file.name).join('、') : say(words.none)}
    </p>
  )
}

function Shown({ value, brief }: ShownProps) {
  const { say } = useSay()
  const files = filesOf(value)
  if (brief) return <>{files.map((file) => file.name).join('、')}</>
  return (
    <ul>
      {files.map((file) => (
        <li key={file.sha256}>
          {file.name} <span className="quiet small">{say(words.bytes, { bytes: file.bytes })}</span>
          <p className="mono quiet">
            {say(words.print)} {file.sha256}
          </p>
        </li>
      ))}
    </ul>
  )
}

/** Attachments, by name and fingerprint. */
export const file: FieldView = { Input, Shown, group: true }
