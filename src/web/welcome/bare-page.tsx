import type { ReactNode } from 'react'
import { useSay } from '../say.tsx'

const words = { other: { zh: 'English', en: '中文' } }

/** The sheet before the door: the seal, one task, the other language. */
export function BarePage({ children, wide }: { children: ReactNode; wide?: boolean }) {
  const { say, lang, setLang } = useSay()
  return (
    <div className={wide ? 'door wide' : 'door'}>
      <div className="door-top">
        <div className="seal" lang="zh-CN" aria-hidden="true">
          <span>
            台<br />账
          </span>
        </div>
        <button
          type="button"
          className="button plain"
          lang={lang === 'zh' ? 'en' : 'zh-CN'}
          onClick={() => setLang(lang === 'zh' ? 'en' : 'zh')}
        >
          {say(words.other)}
        </button>
      </div>
      {children}
    </div>
  )
}
