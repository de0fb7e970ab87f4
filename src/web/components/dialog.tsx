import { lazy, Suspense } from 'react'
import type { ModalProps } from './modal.tsx'

const Modal = lazy(async () => ({ default: (await import('./modal.tsx')).Modal }))

/** A modal dialog: it keeps the focus inside, Esc closes it, the focus returns to where it was. */
export function Dialog(props: ModalProps) {
  return (
    <Suspense fallback={null}>
      <Modal {...props} />
    </Suspense>
  )
}
