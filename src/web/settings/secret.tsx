import { useState } from 'react'
import { LocalLinkNote } from '../components/local-link-note.tsx'
import { useSay } from '../say.tsx'

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
        {/* Over plain http a browser gives no clipboard; the text can be selected all the same. */}
        {'clipboard' in navigator ? (
          <button
            type="button"
            className="button"
            onClick={() => void navigator.clipboard.writeText(secret).then(() => setCopied(true))}
          >
            {say(copied ? words.copied : words.copy)}
          </button>
        ) : null}
        <span className="quiet small">{say(words.once)}</span>
      </p>
    </div>
  )
}
