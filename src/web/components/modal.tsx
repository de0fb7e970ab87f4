import type { ReactNode } from 'react'
import { Dialog, Heading, ModalOverlay, Modal as Sheet } from 'react-aria-components'
import { useSay } from '../say.tsx'
import { InLang } from './in-lang.tsx'
import './modal.css'

const words = { close: { zh: '关闭', en: 'Close' } }

/** What a dialog is drawn from. */
export interface ModalProps {
  readonly title: ReactNode
  readonly onClose: () => void
  readonly children: ReactNode
  /** On a phone: only as high as its content, at the bottom. */
  readonly short?: boolean
  /** As wide and high as the window allows. */
  readonly wide?: boolean
}

/** The dialog itself, fetched when the first one opens. */
export function Modal({ title, onClose, children, short, wide }: ModalProps) {
  const { say } = useSay()
  return (
    <InLang>
      <ModalOverlay isOpen className="dialog-veil" onOpenChange={onClose}>
        <Sheet className={short ? 'dialog short' : wide ? 'dialog wide' : 'dialog'}>
          <Dialog>
            <div className="dialog-head">
              <Heading slot="title" level={2}>
                {title}
              </Heading>
              <button type="button" className="button plain" onClick={onClose}>
                {say(words.close)} <kbd aria-hidden="true">Esc</kbd>
              </button>
            </div>
            <div className="dialog-body">{children}</div>
          </Dialog>
        </Sheet>
      </ModalOverlay>
    </InLang>
  )
}
