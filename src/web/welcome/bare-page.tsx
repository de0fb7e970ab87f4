import type { ReactNode } from 'react'
import { OtherLanguage } from '../components/other-language.tsx'
import './welcome.css'

/** The sheet before the door: the seal, one task, the other language. */
export function BarePage({ children, wide }: { children: ReactNode; wide?: boolean }) {
  return (
    <div className={wide ? 'door wide' : 'door'}>
      <div className="door-top">
        <div className="seal" lang="zh-CN" aria-hidden="true">
          <span>
            台<br />账
          </span>
        </div>
        <OtherLanguage />
      </div>
      {children}
    </div>
  )
}
