import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useSay } from '../say.tsx'

const words = { product: { zh: '台账', en: 'Taizhang' } }

/** Gives the window a title while this stands in the page. */
export function useWindowTitle(title: string): void {
  const { say } = useSay()
  const product = say(words.product)
  useEffect(() => {
    const before = document.title
    document.title = title === product ? product : `${title} · ${product}`
    return () => {
      document.title = before
    }
  }, [title, product])
}

/** The title of a page, which is also the title of the window. */
export function PageHead(props: { title: string; aside?: ReactNode; children?: ReactNode }) {
  const { title } = props
  useWindowTitle(title)
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {props.aside ? <div className="quiet">{props.aside}</div> : null}
      {props.children ? <div className="actions unprinted">{props.children}</div> : null}
    </header>
  )
}
