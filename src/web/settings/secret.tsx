import { useState } from 'react'
import { useSay } from '../say.tsx'
import { LocalLinkNote } from './local-link-note.tsx'

const words = {
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  once: { zh: '只显示这一次。', en: 'It is shown only this once.' },
}

/** A link or token shown once. */
export function Secret({ about, secret }: { about: string; secret: string }) {
  const { say } = useSay()
  const [copied, setCopied] = useState(false)
  return (
    <div className="note good stack" role="status">
      <p>{about}</p>
      <p className="mono secret">{secret}</p>
      {secret.startsWith(location.origin) ? <LocalLinkNote /> : null}
      <p className="actions">
        <button
          type="button"
          className="button"
          onClick={() => void navigator.clipboard?.writeText(secret).then(() => setCopied(true))}
        >
          {say(copied ? words.copied : words.copy)}
        </button>
        <span className="quiet small">{say(words.once)}</span>
      </p>
    </div>
  )
}
