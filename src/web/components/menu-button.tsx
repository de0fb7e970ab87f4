import type { ReactNode } from 'react'
import { lazy, Suspense, useRef, useState } from 'react'
import type { MenuChoice } from './menu-sheet.tsx'

const MenuSheet = lazy(async () => ({ default: (await import('./menu-sheet.tsx')).MenuSheet }))

/** A plain button that opens a menu; the menu itself is fetched when it opens first. */
export function MenuButton(props: {
  label: string
  /** What a screen reader says, where the label alone would not do. */
  name?: string
  className?: string
  /** Stands above the choices and cannot be chosen. */
  head?: ReactNode
  choices: readonly MenuChoice[]
}) {
  const [open, setOpen] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const { label, name = label } = props
  return (
    <>
      <button
        ref={button}
        type="button"
        className={props.className ?? 'button plain'}
        aria-label={name === label ? undefined : name}
        aria-haspopup="menu"
        aria-expanded={open}
        // The cursor stays where it was, in a text that is being written for one.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          // Where there was none, Esc leaves it on the button.
          if (document.activeElement === document.body) button.current?.focus()
          setOpen(true)
        }}
      >
        {label}
      </button>
      {open ? (
        <Suspense fallback={null}>
          <MenuSheet
            at={button}
            name={name}
            head={props.head}
            choices={props.choices}
            onClose={() => setOpen(false)}
          />
        </Suspense>
      ) : null}
    </>
  )
}
