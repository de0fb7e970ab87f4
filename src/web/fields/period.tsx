import { isSpan } from '../../ledger/fields/period/period.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { TypedInput } from './typed-input.tsx'

const words = {
  example: { zh: '2025-03-01至2025-03-05', en: '2025-03-01 to 2025-03-05' },
  to: { zh: '至', en: ' to ' },
}

function Input(props: InputProps) {
  const { say } = useSay()
  return (
    <TypedInput
      {...props}
      placeholder={say(words.example)}
      edited={(value) => (isSpan(value) ? `${value.from}${say(words.to)}${value.to}` : '')}
    />
  )
}

/** A span of days, both inclusive. */
export const period: FieldView = { Input }
