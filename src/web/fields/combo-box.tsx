import type { KeyboardEvent, KeyboardEventHandler, ReactNode } from 'react'
import { useContext, useEffect, useRef } from 'react'
import type { Key } from 'react-aria-components'
import {
  Collection,
  ComboBoxStateContext,
  Header,
  Input,
  ComboBox as Library,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
} from 'react-aria-components'
import { InLang } from '../components/in-lang.tsx'
import { useSay } from '../say.tsx'
import './combo-box.css'

const words = { none: { zh: '没有匹配的', en: 'Nothing matches' } }

/** One thing that can be chosen. */
export interface ComboOption {
  readonly id: string
  readonly name: string
  readonly detail: string
}

/** What can be chosen under a heading of its own. */
export interface ComboGroup {
  readonly id: string
  readonly name: string
  readonly options: readonly ComboOption[]
}

interface ComboProps {
  id: string
  labelledBy: string
  describedBy?: string
  invalid?: boolean
  required?: boolean
  placeholder?: string
  text: string
  /** What matches; null where nothing is looked for, and the text says what is chosen. */
  options: readonly (ComboOption | ComboGroup)[] | null
  onText: (text: string) => void
  onChoose: (id: string) => void
  /** The line was left, or what was typed given up with Esc, without a choice. */
  onLeave?: (how: 'left' | 'given up') => void
  /** Backspace on an empty line. */
  onBack?: () => void
  before?: ReactNode
  /** What there is to choose from is shown before anything is typed. */
  opensAtOnce?: boolean
}

/** The first match is marked while somebody types, and Enter takes what is marked. */
export function ComboBox(props: ComboProps) {
  const { say } = useSay()
  const box = useRef<HTMLDivElement>(null)
  const { text, options } = props
  return (
    <InLang>
      <Library
        id={props.id}
        className="combo-field"
        aria-labelledby={props.labelledBy}
        aria-describedby={props.describedBy ?? ''}
        isInvalid={props.invalid === true}
        isRequired={props.required === true}
        menuTrigger={props.opensAtOnce === true ? 'focus' : 'input'}
        validationBehavior="aria"
        items={options ?? []}
        allowsEmptyCollection={options !== null}
        // Names find people by their initials as well: what matches is ours to say.
        defaultFilter={() => true}
        allowsCustomValue
        selectedKey={null}
        inputValue={text}
        // Where nothing is looked for the text is a choice: what is typed behind it looks anew.
        onInputChange={(next) => props.onText(options === null ? behind(next, text) : next)}
        onSelectionChange={(id) => id !== null && props.onChoose(String(id))}
        onFocus={({ target }) => (target as HTMLInputElement).select()}
        onBlur={() => props.onLeave?.('left')}
      >
        <div
          className="combo"
          ref={box}
          onClick={() => box.current?.querySelector('input')?.focus()}
        >
          {props.before}
          <Line {...props} />
        </div>
        <Popover className="combo-list" triggerRef={box} offset={2}>
          <ListBox
            aria-labelledby={props.labelledBy}
            renderEmptyState={() => <p className="combo-none quiet">{say(words.none)}</p>}
          >
            {(one: ComboOption | ComboGroup) =>
              'options' in one ? (
                <ListBoxSection id={one.id}>
                  <Header className="combo-group">{one.name}</Header>
                  <Collection items={one.options}>{optionOf}</Collection>
                </ListBoxSection>
              ) : (
                optionOf(one)
              )
            }
          </ListBox>
        </Popover>
      </Library>
    </InLang>
  )
}

function optionOf({ id, name, detail }: ComboOption) {
  return (
    <ListBoxItem id={id} textValue={name}>
      {name} <span className="quiet small">{detail}</span>
    </ListBoxItem>
  )
}

/** What was typed, without the choice that it was typed behind. */
function behind(next: string, chosen: string): string {
  return next.startsWith(chosen) ? next.slice(chosen.length) : next
}

/** The line itself. With no list open its keys are those of the form around it. */
function Line(props: ComboProps) {
  const state = useContext(ComboBoxStateContext)
  useMarkedFirst()
  const onKeyDown = (
    event: KeyboardEvent<HTMLInputElement>,
    library: KeyboardEventHandler<HTMLInputElement> | undefined,
  ) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Backspace' && props.text === '') props.onBack?.()
    // Tab leaves: what is only marked, because somebody typed, is not chosen by going on.
    if (state?.isOpen !== true || event.key === 'Tab') return
    if (event.key === 'Enter') state.commit()
    else if (event.key === 'Escape') {
      state.close()
      props.onLeave?.('given up')
    } else return library?.(event)
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <Input
      placeholder={props.placeholder ?? ''}
      render={({ onKeyDown: library, ...input }) => (
        <input
          {...input}
          data-untaken={props.options !== null && props.text.trim() !== ''}
          onKeyDown={(event) => onKeyDown(event, library)}
        />
      )}
    />
  )
}

function useMarkedFirst() {
  const state = useContext(ComboBoxStateContext)
  // A heading is no choice.
  const isChoice = (key: Key) => state?.collection.getItem(key)?.type === 'item'
  const first = state?.isOpen ? ([...state.collection.getKeys()].find(isChoice) ?? null) : null
  const marked = state?.selectionManager.focusedKey ?? null
  useEffect(() => {
    if (first !== null && marked === null) state?.selectionManager.setFocusedKey(first)
  }, [state, first, marked])
}
