import type { Choice, Field } from '../../ledger/register.ts'
import type { Unit } from '../parts/use-unit.ts'

/** What a filter over a field can be set to, as id and label. */
export function filterChoices(field: Field, { pack, roster }: Unit): readonly Choice[] {
  switch (field.type) {
    case 'choice':
    case 'choices':
      return pack.lists[field.of ?? ''] ?? []
    case 'person':
    case 'people':
      return roster.people.map(({ id, name }) => ({ id, label: { zh: name, en: name } }))
    case 'office':
    case 'offices':
      return roster.offices.map(({ id, name }) => ({ id, label: { zh: name, en: name } }))
    case 'yesNo':
      return [
        { id: 'true', label: { zh: `${field.label.zh}：是`, en: `${field.label.en}: yes` } },
        { id: 'false', label: { zh: `${field.label.zh}：否`, en: `${field.label.en}: no` } },
      ]
    default:
      return []
  }
}
