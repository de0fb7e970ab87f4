import type { ReactNode } from 'react'
import { useId, useLayoutEffect, useRef } from 'react'
import { useSay } from '../say.tsx'

const words = { close: { zh: '关闭', en: 'Close' } }

/**
 * A modal dialog on the platform's own element: it keeps the focus inside, Esc closes it, and the
 * focus returns to where it was.
 */
export function Dialog(props: {
  title: ReactNode
  onClose: () => void
  children: ReactNode
  /** On a phone: only as high as its content, at the bottom. */
  short?: boolean
}) {
  const { say } = useSay()
  const element = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  // Before the effects of what stands inside, so that an input there can take the focus.
  useLayoutEffect(() => {
    const dialog = element.current
    const before = document.activeElement
    if (dialog && !dialog.open) dialog.showModal()
    return () => {
      dialog?.close()
      if (before instanceof HTMLElement) before.focus()
    }
  }, [])
  return (
    <dialog
      ref={element}
      className={props.short ? 'dialog short' : 'dialog'}
      aria-labelledby={titleId}
      onCancel={(event) => {
        if (event.target !== element.current) return
        event.preventDefault()
        props.onClose()
      }}
    >
      <div className="dialog-head">
        <h2 id={titleId}>{props.title}</h2>
        <button type="button" className="button plain" onClick={props.onClose}>
          {say(words.close)} <kbd aria-hidden="true">Esc</kbd>
        </button>
      </div>
      <div className="dialog-body">{props.children}</div>
    </dialog>
  )
}
