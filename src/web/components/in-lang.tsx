import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'
import { useSay } from '../say.tsx'

/** Tells the library of components which language the page speaks. */
export function InLang({ children }: { children: ReactNode }) {
  const { lang } = useSay()
  return <I18nProvider locale={lang === 'zh' ? 'zh-CN' : 'en-GB'}>{children}</I18nProvider>
}
