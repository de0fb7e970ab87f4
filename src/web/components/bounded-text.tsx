import type { ComponentProps } from 'react'
import { useId, useState } from 'react'
import { useSay } from '../say.tsx'

const words = {
  cut: {
    zh: '这里最多{max}个字，后面的{count}个字没有放进来。',
    en: 'This takes at most {max} characters; the last {count} were left out.',
  },
}

/** A text of several lines that says when it could not take all of what was pasted. */
export function BoundedText(
  props: Omit<ComponentProps<'textarea'>, 'value' | 'maxLength' | 'onChange'> & {
    max: number
    value: string
    onChange: (value: string) => void
  },
) {
  const { say } = useSay()
  const { max, onChange, ...rest } = props
  const [cut, setCut] = useState(0)
  const noteId = useId()
  return (
    <>
      <textarea
        {...rest}
        className="input"
        aria-describedby={cut > 0 ? noteId : undefined}
        onChange={(event) => {
          const { value } = event.target
          setCut(Math.max(0, value.length - max))
          onChange(value.slice(0, max))
        }}
      />
      {cut > 0 ? (
        <p id={noteId} className="note bad" role="alert">
          {say(words.cut, { max, count: cut })}
        </p>
      ) : null}
    </>
  )
}
