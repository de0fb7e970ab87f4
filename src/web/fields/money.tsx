import { isMoney } from '../../ledger/fields/money/money.ts'
import { useSay } from '../say.tsx'
import type { FieldView, InputProps } from './field-view.ts'
import { TypedInput } from './typed-input.tsx'

const words = { yuan: { zh: '元', en: 'CNY' } }

function Input(props: InputProps) {
  const { say } = useSay()
  return (
    <span className="with-unit">
      <TypedInput
        {...props}
        className="input short-input"
        inputMode="decimal"
        edited={(value) => (isMoney(value) ? String(value.minor / 100) : '')}
      />
      <span className="quiet">{say(words.yuan)}</span>
    </span>
  )
}

/** An amount in yuan; `1.2万` is understood. */
export const money: FieldView = { Input }
