import type { Label } from '../../ledger/label.ts'
import type { ShapeField } from '../../ledger/sheet/shape.ts'

const words = { inside: { zh: '{outer}·{field}', en: '{outer}: {field}' } }

/** Inside a rows field it is named by both, since `人员` alone may be anybody. */
export function fieldName(
  { field, inside }: ShapeField,
  say: (label: Label, values?: Readonly<Record<string, string>>) => string,
): string {
  const name = say(field.label)
  return inside ? say(words.inside, { outer: say(inside.label), field: name }) : name
}
