import type { ReactNode } from 'react'
import { useEffect } from 'react'
import { useSay } from '../say.tsx'

const words = { product: { zh: '台账', en: 'Taizhang' } }

/** The title of a page, which is also the title of the window. */
export function PageHead(props: { title: string; aside?: ReactNode; children?: ReactNode }) {
  const { say } = useSay()
  const { title } = props
  const product = say(words.product)
  useEffect(() => {
    document.title = title === product ? product : `${title} · ${product}`
  }, [title, product])
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {props.aside ? <div className="quiet">{props.aside}</div> : null}
      {props.children ? <div className="actions unprinted">{props.children}</div> : null}
    </header>
  )
}
