import type { ReactNode, RefObject } from 'react'
import { Header, Menu, MenuItem, MenuSection, Popover } from 'react-aria-components'
import { InLang } from './in-lang.tsx'
import './menu-sheet.css'

/** One line of a menu: an address, something done, or something switched on and off. */
export type MenuChoice = { readonly label: string } & (
  | { /** Of a file to keep. */ readonly address: string }
  | { readonly onChoose: () => void }
  | { readonly isOn: boolean; readonly onChoose: () => void }
)

/** The menu below its button; what is switched leaves it open. */
export function MenuSheet(props: {
  at: RefObject<HTMLElement | null>
  name: string
  head: ReactNode
  choices: readonly MenuChoice[]
  onClose: () => void
}) {
  const { at, name, head, choices, onClose } = props
  const isSwitches = choices.some((one) => 'isOn' in one)
  const items = choices.map((choice) => (
    <MenuItem
      key={choice.label}
      id={choice.label}
      className="menu-item"
      {...('address' in choice
        ? { href: choice.address, download: true }
        : { onAction: choice.onChoose })}
    >
      {choice.label}
    </MenuItem>
  ))
  return (
    <InLang>
      <Popover
        isOpen
        className="menu-sheet"
        aria-label={name}
        triggerRef={at}
        placement="bottom end"
        offset={4}
        onOpenChange={onClose}
      >
        <Menu
          className="menu"
          aria-label={name}
          autoFocus="first"
          onClose={onClose}
          {...(isSwitches
            ? {
                selectionMode: 'multiple',
                selectedKeys: choices.flatMap((one) =>
                  'isOn' in one && one.isOn ? [one.label] : [],
                ),
              }
            : {})}
        >
          {head ? (
            <MenuSection>
              <Header className="menu-head">{head}</Header>
              {items}
            </MenuSection>
          ) : (
            items
          )}
        </Menu>
      </Popover>
    </InLang>
  )
}
